import { upperWord } from './multiply';
import { seedWords } from './seed-sequence';

/** a = 0x2360ed051fc65da44385df649fccf645, the multiplier of the 128-bit LCG, lowest word first. */
const A0 = 0x9fccf645;
const A1 = 0x4385df64;
const A2 = 0x1fc65da4;
const A3 = 0x2360ed05;

const TWO_32 = 2 ** 32;

/** The fields of a `Pcg64`. */
export interface Pcg64State {
  /** s, from 0 to 2¹²⁸ − 1. */
  readonly state: bigint;
  /** c, odd, from 1 to 2¹²⁸ − 1. */
  readonly increment: bigint;
  /** Whether the upper half of the last 64 bits is still to be given out as 32 bits. */
  readonly hasUint32: boolean;
  /** That upper half; once given out it stays here, as in NumPy. */
  readonly uinteger: number;
}

/** Word i of a 128-bit number, lowest first, signed. */
function word(value: bigint, i: number): number {
  return Number(BigInt.asIntN(32, value >> BigInt(32 * i)));
}

/** The number whose words these are, lowest first. */
function join(words: readonly number[]): bigint {
  return words.reduceRight((sum, w) => (sum << 32n) | BigInt(w >>> 0), 0n);
}

/**
 * PCG64, the generator of random bits: s ← a·s + c mod 2¹²⁸ (an LCG), then the output XSL-RR: the
 * state's two halves xored, rotated right by its upper 6 bits.
 *
 * The arithmetic is on 32-bit words in plain numbers, since BigInt takes ten times as long. Words
 * are kept signed, which V8 holds unboxed.
 *
 * Source: O'Neill, "PCG: A family of simple fast space-efficient statistically good algorithms for
 * random number generation", 2014.
 */
export class Pcg64 {
  private s0: number;
  private s1: number;
  private s2: number;
  private s3: number;
  private readonly c0: number;
  private readonly c1: number;
  private readonly c2: number;
  private readonly c3: number;
  private hasUint32: boolean;
  private uinteger: number;

  /** The lower 32 bits of the last output, signed. */
  low = 0;
  /** The upper 32 bits of the last output, signed. */
  high = 0;

  constructor({ state, increment, hasUint32, uinteger }: Pcg64State) {
    this.s0 = word(state, 0);
    this.s1 = word(state, 1);
    this.s2 = word(state, 2);
    this.s3 = word(state, 3);
    this.c0 = word(increment, 0);
    this.c1 = word(increment, 1);
    this.c2 = word(increment, 2);
    this.c3 = word(increment, 3);
    this.hasUint32 = hasUint32;
    this.uinteger = uinteger | 0;
  }

  /** Seeded as in NumPy: of two 128-bit numbers x and i, s ← a·(x + c) + c with c = 2i + 1. */
  static fromSeed(seed: number): Pcg64 {
    const w = seedWords(seed, 8);
    const start = join([w[2], w[3], w[0], w[1]]);
    const stream = join([w[6], w[7], w[4], w[5]]);
    const increment = BigInt.asUintN(128, 2n * stream + 1n);
    const state = BigInt.asUintN(128, start + increment);
    const bits = new Pcg64({ state, increment, hasUint32: false, uinteger: 0 });
    bits.step();
    return bits;
  }

  /** Returns the current fields: a generator made from them continues from here. */
  save(): Pcg64State {
    return {
      state: join([this.s0, this.s1, this.s2, this.s3]),
      increment: join([this.c0, this.c1, this.c2, this.c3]),
      hasUint32: this.hasUint32,
      uinteger: this.uinteger >>> 0,
    };
  }

  /** Draws 64 bits, into `low` and `high`. */
  nextUint64(): void {
    this.step();
    const low = this.s0 ^ this.s2;
    const high = this.s1 ^ this.s3;
    const rotation = this.s3 >>> 26;
    const shift = rotation & 31;
    // Shifting by 1 and then by 31 − shift, since JavaScript takes a shift by 32 for one by 0.
    const a = (low >>> shift) | ((high << 1) << (31 - shift));
    const b = (high >>> shift) | ((low << 1) << (31 - shift));
    this.low = rotation < 32 ? a : b;
    this.high = rotation < 32 ? b : a;
  }

  /** Draws 32 bits: the lower half of 64 new bits, and next time their upper half. */
  nextUint32(): number {
    if (this.hasUint32) {
      this.hasUint32 = false;
      return this.uinteger >>> 0;
    }
    this.nextUint64();
    this.hasUint32 = true;
    this.uinteger = this.high;
    return this.low >>> 0;
  }

  /** Draws u = ⌊64 bits / 2¹¹⌋ / 2⁵³, in [0, 1). */
  nextDouble(): number {
    this.nextUint64();
    return ((this.high >>> 0) * 2 ** 21 + (this.low >>> 11)) / 2 ** 53;
  }

  /** s ← a·s + c mod 2¹²⁸, a product of columns of words; every sum stays below 2⁵³. */
  private step(): void {
    const s0 = this.s0 >>> 0;
    const s1 = this.s1 >>> 0;
    const s2 = this.s2 >>> 0;
    const l00 = Math.imul(s0, A0) >>> 0;
    const l01 = Math.imul(s0, A1) >>> 0;
    const l10 = Math.imul(s1, A0) >>> 0;
    const l02 = Math.imul(s0, A2) >>> 0;
    const l11 = Math.imul(s1, A1) >>> 0;
    const l20 = Math.imul(s2, A0) >>> 0;
    const column0 = l00 + (this.c0 >>> 0);
    const column1 =
      l01 + l10 + (this.c1 >>> 0) + upperWord(s0, A0, l00) + Math.floor(column0 / TWO_32);
    const column2 =
      l02 +
      l11 +
      l20 +
      (this.c2 >>> 0) +
      upperWord(s0, A1, l01) +
      upperWord(s1, A0, l10) +
      Math.floor(column1 / TWO_32);
    const column3 =
      Math.imul(s0, A3) +
      Math.imul(s1, A2) +
      Math.imul(s2, A1) +
      Math.imul(this.s3, A0) +
      this.c3 +
      upperWord(s0, A2, l02) +
      upperWord(s1, A1, l11) +
      upperWord(s2, A0, l20) +
      Math.floor(column2 / TWO_32);
    this.s0 = column0 | 0;
    this.s1 = column1 | 0;
    this.s2 = column2 | 0;
    this.s3 = column3 | 0;
  }
}
