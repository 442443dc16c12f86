/** A table of FlatBuffers, whose lengths nobody has looked at. */
export class FlatTable {
  private constructor(
    private readonly view: DataView,
    /** Where it is among the bytes. */
    readonly at: number,
  ) {}

  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  /** Returns the number of entries of a list; 0 if there is none. */
  count(field: number): number {
    const at = this.listAt(field);
    return at === null ? 0 : this.view.getUint32(at, true);
  }

  /** Returns an entry of a list of tables. */
  entry(field: number, index: number): FlatTable {
    const at = (this.listAt(field) ?? 0) + 4 + 4 * index;
    return new FlatTable(this.view, at + this.view.getUint32(at, true));
  }

  table(field: number): FlatTable | null {
    const at = this.listAt(field);
    return at === null ? null : new FlatTable(this.view, at);
  }

  byte(field: number): number {
    const at = this.placeOf(field);
    return at === null ? 0 : this.view.getUint8(at);
  }

  long(field: number): number {
    const at = this.placeOf(field);
    return at === null ? 0 : Number(this.view.getBigInt64(at, true));
  }

  /** Returns what the offset in a field points to. */
  private listAt(field: number): number | null {
    const at = this.placeOf(field);
    return at === null ? null : at + this.view.getUint32(at, true);
  }

  private placeOf(field: number): number | null {
    const { at, view } = this;
    const table = at - view.getInt32(at, true);
    const entry = 4 + 2 * field;
    if (entry >= view.getUint16(table, true)) return null;
    const offset = view.getUint16(table + entry, true);
    return offset === 0 ? null : at + offset;
  }
}
