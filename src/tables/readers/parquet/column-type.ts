import type { SchemaElement, SchemaTree } from 'hyparquet';
import { MICROSECONDS, MILLISECONDS, NANOSECONDS, timeText } from '../iso-text';
import type { FileCell } from '../typed-cells';
import type { FileColumn } from '../typed-columns';

/** Converts a cell of those that the package hands out. */
type Converted = (value: FileCell) => FileCell;

const UNITS = { MILLIS: MILLISECONDS, MICROS: MICROSECONDS, NANOS: NANOSECONDS } as const;

/** Types that no table has. */
const OTHERS = ['BSON', 'INTERVAL', 'GEOMETRY', 'GEOGRAPHY', 'VARIANT', 'FILE'];

/** Types of bytes that are read as texts or numbers. */
const OF_BYTES = ['STRING', 'UTF8', 'ENUM', 'JSON', 'UUID', 'DECIMAL', 'FLOAT16'];

/** Finds out what a column is. @returns with `converted`, null if its cells are as they should be */
export function typeOf({ children, element }: SchemaTree): FileColumn & {
  readonly element: SchemaElement;
  readonly converted: Converted | null;
} {
  const { name } = element;
  return {
    name,
    fault: faultOf(children.length > 0, element),
    element,
    converted: convertedBy(element),
  };
}

function faultOf(isGroup: boolean, element: SchemaElement): string | null {
  const { type, repetition_type: repetition, logical_type: logical } = element;
  const annotated = logical?.type ?? element.converted_type ?? '';
  if (isGroup || repetition === 'REPEATED') return 'nested values';
  if (OTHERS.includes(annotated)) return `values of the type ${annotated}`;
  const isOfBytes = type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY';
  return isOfBytes && !OF_BYTES.includes(annotated) ? 'binary values' : null;
}

function convertedBy({
  logical_type: logical,
  converted_type: type,
}: SchemaElement): Converted | null {
  if (logical?.type === 'TIMESTAMP' && logical.isAdjustedToUTC) {
    return (value) => (typeof value === 'string' ? `${value}Z` : null);
  }
  if (logical?.type === 'TIME') return timeIn(UNITS[logical.unit]);
  if (type === 'TIME_MILLIS') return timeIn(MILLISECONDS);
  return type === 'TIME_MICROS' ? timeIn(MICROSECONDS) : null;
}

function timeIn(units: bigint): Converted {
  return (value) =>
    typeof value === 'number' || typeof value === 'bigint' ? timeText(BigInt(value), units) : null;
}
