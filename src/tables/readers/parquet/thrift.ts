/** A struct of Thrift's compact protocol: integers, truth values and structs by the numbers of their fields. */
export type ThriftStruct = ReadonlyMap<number, number | boolean | ThriftStruct>;

/** Structs one in another. */
const MOST_DEPTH = 16;

/** Types of fields. */
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const STRUCT = 12;

/** Reads structs one after another, as Parquet has them before each page. */
export class ThriftReader {
  /** The index of the byte that comes next. */
  at = 0;

  constructor(private readonly view: DataView) {}

  /** Reads a struct; texts and lists are left out. @throws Error if it is damaged */
  struct(depth = 0): ThriftStruct {
    if (depth > MOST_DEPTH) throw new Error('structs in too many others');
    const fields = new Map<number, number | boolean | ThriftStruct>();
    for (let id = 0; ;) {
      const header = this.view.getUint8(this.at++);
      const type = header & 15;
      if (type === 0) return fields;
      id = header >> 4 === 0 ? this.signed() : id + (header >> 4);
      const value = this.value(type, depth);
      if (value !== null) fields.set(id, value);
    }
  }

  /** Reads a number of any length without a sign. */
  unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.view.getUint8(this.at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  private signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  private value(type: number, depth: number): number | boolean | ThriftStruct | null {
    if (type === TRUE || type === FALSE) return type === TRUE;
    if (type === STRUCT) return this.struct(depth + 1);
    if (type > BYTE && type < DOUBLE) return this.signed();
    if (type === LIST || type === SET) this.list(depth);
    else if (type === BINARY) {
      const length = this.unsigned();
      this.at += length;
    } else if (type === BYTE) this.at++;
    else if (type === DOUBLE) this.at += 8;
    else throw new Error(`a field of the unknown type ${type}`);
    return null;
  }

  private list(depth: number): void {
    const header = this.view.getUint8(this.at++);
    const count = header >> 4 === 15 ? this.unsigned() : header >> 4;
    const type = header & 15;
    for (let i = 0; i < count; i++) {
      if (type === TRUE || type === FALSE) this.view.getUint8(this.at++);
      else this.value(type, depth + 1);
      if (this.at > this.view.byteLength) throw new Error('a list is cut off');
    }
  }
}
