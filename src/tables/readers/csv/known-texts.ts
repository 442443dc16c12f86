/** Texts that are remembered, at most, and all their bytes. */
const MOST_ENTRIES = 2 ** 13;
const MOST_BYTES = 2 ** 18;

/** Longer texts are hardly ever there again. */
const LONGEST = 64;

/**
 * Remembers the codes of texts by their bytes, so that a text that is there again needn't be decoded. A
 * column with many different texts fills it, and does without for the rest.
 */
export class KnownTexts {
  /** Of each place, the number of its entry, from 1; 0 if it is free. */
  private places = new Uint16Array(2 ** 6);
  private readonly begins: number[] = [0];
  private readonly codes: number[] = [];
  private bytes = new Uint8Array(2 ** 10);
  private entries = 0;
  /** Where the text that was sought last belongs; −1 if there is no room for it. */
  private free = -1;

  /** Returns the code of a text; −1 if it isn't known. */
  codeOf(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    this.free = -1;
    if (length > LONGEST) return -1;
    const { places } = this;
    const last = places.length - 1;
    let place = hashOf(bytes, from, to) & last;
    for (let entry; (entry = places[place]) > 0; place = (place + 1) & last) {
      if (this.isEntry(entry - 1, bytes, from, length)) return this.codes[entry - 1];
    }
    this.free = place;
    return -1;
  }

  /** Remembers the text that was sought last, if there is room. */
  add(code: number, bytes: Uint8Array, from: number, to: number): void {
    const begin = this.begins[this.entries];
    const end = begin + to - from;
    if (this.free < 0 || this.entries === MOST_ENTRIES || end > MOST_BYTES) return;
    if (end > this.bytes.length) {
      const more = new Uint8Array(2 * this.bytes.length);
      more.set(this.bytes);
      this.bytes = more;
    }
    this.bytes.set(bytes.subarray(from, to), begin);
    this.codes.push(code);
    this.begins.push(end);
    this.places[this.free] = ++this.entries;
    // Three quarters of the places stay free.
    if (4 * this.entries > this.places.length) this.grow();
  }

  private grow(): void {
    const places = new Uint16Array(4 * this.places.length);
    const last = places.length - 1;
    for (let entry = 0; entry < this.entries; entry++) {
      let place = hashOf(this.bytes, this.begins[entry], this.begins[entry + 1]) & last;
      while (places[place] > 0) place = (place + 1) & last;
      places[place] = entry + 1;
    }
    this.places = places;
  }

  private isEntry(entry: number, bytes: Uint8Array, from: number, length: number): boolean {
    const begin = this.begins[entry];
    if (this.begins[entry + 1] - begin !== length) return false;
    for (let i = 0; i < length; i++) if (this.bytes[begin + i] !== bytes[from + i]) return false;
    return true;
  }
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return hash ^ (hash >>> 15);
}
