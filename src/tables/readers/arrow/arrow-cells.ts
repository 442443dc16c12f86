import type * as Arrow from 'apache-arrow';
import type { Data, DataType } from 'apache-arrow';
import {
  dayText,
  MICROSECONDS,
  MILLISECONDS,
  momentText,
  NANOSECONDS,
  timeText,
} from '../iso-text';
import type { FileCell } from '../typed-cells';

/** Says why a table can't have a column of a type, in words that continue `got`; null if it can. */
export function faultOf({ DataType: Kind, Type }: typeof Arrow, type: DataType): string | null {
  const own = Kind.isDictionary(type) ? (type.dictionary as DataType) : type;
  const name = Type[own.typeId];
  if (/List|Struct|Union|Map/.test(name)) return 'nested values';
  if (name.includes('Binary')) return 'binary values';
  return /Interval|NONE/.test(name) ? `values of the type ${name}` : null;
}

/** Returns what reads a column, or a part of it: the cell of a row, from 0. */
export function cellsOf(arrow: typeof Arrow, data: Data): (row: number) => FileCell {
  const { DataType: Kind } = arrow;
  const { length, nullCount, type } = data;
  if (Kind.isNull(type)) return () => null;
  if (Kind.isBool(type)) assertBits(data.values as Uint8Array, length);
  const cellAt = readerOf(arrow, data);
  if (nullCount === 0) return cellAt;
  assertBits(data.nullBitmap, length);
  return (row) => (data.getValid(row) ? cellAt(row) : null);
}

/** Bits beyond the last one would be zeros. */
function assertBits(bytes: Uint8Array, count: number): void {
  if (8 * bytes.length < count) cutOff();
}

/** The same, of rows that have a value. */
function readerOf(arrow: typeof Arrow, data: Data): (row: number) => FileCell {
  const { DataType: Kind, DateUnit, Precision, Vector } = arrow;
  const { type, dictionary } = data;
  const values = data.values as ArrayLike<number | bigint | undefined>;
  const valueAt = (row: number): number | bigint => values[row] ?? cutOff();
  if (Kind.isDictionary(type)) {
    const cells = ((dictionary?.data ?? []) as Data[]).flatMap((part) => {
      const read = cellsOf(arrow, part);
      return Array.from({ length: part.length }, (_, i) => read(i));
    });
    return (row) => {
      const index = Number(valueAt(row));
      if (index in cells) return cells[index];
      return cutOff();
    };
  }
  if (Kind.isTimestamp(type)) {
    const zone = type.timezone ? 'Z' : '';
    const moment = inUnits(type.unit, momentText);
    return (row) => moment(valueAt(row)) + zone;
  }
  if (Kind.isTime(type)) {
    const time = inUnits(type.unit, timeText);
    return (row) => time(valueAt(row));
  }
  if (Kind.isDate(type)) {
    if (type.unit === DateUnit.DAY) return (row) => dayText(Number(valueAt(row)));
    return (row) => momentText(BigInt(valueAt(row)), MILLISECONDS);
  }
  if (Kind.isDecimal(type)) {
    const words = data.values as unknown as Uint32Array;
    const size = type.bitWidth / 32;
    const { scale } = type;
    return (row) => decimalOf(words.subarray(row * size, (row + 1) * size), scale);
  }
  const isNumber = Kind.isInt(type) || (Kind.isFloat(type) && type.precision !== Precision.HALF);
  if (isNumber) return valueAt;
  const vector = new Vector([data]);
  return (row) => (vector.get(row) as FileCell) ?? cutOff();
}

function cutOff(): never {
  throw new Error('a column is cut off');
}

/** Makes what writes a count of a unit of Arrow: seconds, or a thousandth of the one before. */
function inUnits(
  unit: number,
  text: (count: bigint, units: bigint) => string,
): (count: number | bigint) => string {
  // Of seconds, `Date` knows thousandths.
  if (unit === 0) return (count) => text(BigInt(count) * 1000n, MILLISECONDS);
  const units = [MILLISECONDS, MICROSECONDS, NANOSECONDS][unit - 1];
  return (count) => text(BigInt(count), units);
}

/** @param words  a two's complement, its lowest 32 bits first */
function decimalOf(words: Uint32Array, scale: number): number {
  const bits = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
  const value = Number(BigInt.asIntN(32 * words.length, bits));
  return scale >= 0 ? value / 10 ** scale : value * 10 ** -scale;
}
