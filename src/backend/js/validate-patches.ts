import type { PatchEncoding } from '../../../binding';
import {
  argumentError,
  assertBoolean,
  assertInteger,
  assertFinite,
  assertOneOf,
} from '../../errors';

/** The numbers of positions of a patch on the axes of a picture. */
export function positionsOf({ height, width, side, stride }: PatchEncoding) {
  const along = (length: number): number => Math.floor((length - side) / stride) + 1;
  return { rows: along(height), columns: along(width) };
}

/** Asserts what the addon does: see `binding.d.ts`. */
export function assertPatchEncoding(encoding: PatchEncoding): void {
  const { channels, height, width, side, stride, components, atoms, mirrored } = encoding;
  assertInteger('channels', channels, 1, 4096);
  assertInteger('height', height, 1, 65_536);
  assertInteger('width', width, 1, 65_536);
  assertInteger('side', side, 1, Math.min(height, width));
  assertInteger('stride', stride, 1, 65_536);
  assertInteger('components', components, 1, 65_536);
  assertLength('whitening', encoding.whitening, Float32Array, components * channels * side ** 2);
  assertLength('offset', encoding.offset, Float32Array, components);
  assertInteger('atoms', atoms, 1);
  assertBoolean('mirrored', mirrored);
  const all = (mirrored ? 2 : 1) * atoms;
  assertLength('dictionary', encoding.dictionary, Float32Array, all * components);
  const { rows, columns } = positionsOf(encoding);
  assertCells('rowCells', encoding.rowCells, rows);
  assertCells('columnCells', encoding.columnCells, columns);
  assertRegions('rowRegions', encoding.rowRegions, encoding.rowCells);
  assertRegions('columnRegions', encoding.columnRegions, encoding.columnCells);
  assertFinite('threshold', encoding.threshold);
  assertOneOf('encoding', encoding.encoding, ['hard', 'rectified']);
  assertFinite('scale', encoding.scale);
  assertArrays(encoding);
}

function assertArrays(encoding: PatchEncoding): void {
  const { pictures, first, count, features, rowRegions, columnRegions, atoms } = encoding;
  const { channels, height, width } = encoding;
  assertInteger('first', first, 0);
  assertInteger('count', count, 1);
  assertLength('pictures', pictures, Uint8Array, (first + count) * channels * height * width);
  const regions = (rowRegions.length * columnRegions.length) / 4;
  const type = features instanceof Float32Array ? Float32Array : Uint8Array;
  assertLength('features', features, type, count * regions * 2 * atoms);
}

function assertLength(
  name: string,
  array: unknown,
  type: typeof Float32Array | typeof Uint8Array | typeof Uint32Array,
  least: number,
): void {
  if (!(array instanceof type)) throw argumentError(TypeError, name, `a ${type.name}`, array);
  if (array.length < least) {
    throw argumentError(RangeError, name, `at least ${least} elements`, array.length);
  }
}

function assertCells(name: string, bounds: Uint32Array, positions: number): void {
  assertLength(name, bounds, Uint32Array, 2);
  const rises = bounds.every((bound, i) => (i === 0 ? bound === 0 : bound > bounds[i - 1]));
  if (rises && bounds.at(-1) === positions) return;
  const expected = `rising numbers from 0 to the positions, ${positions}`;
  throw argumentError(RangeError, name, expected, bounds);
}

function assertRegions(name: string, regions: Uint32Array, cells: Uint32Array): void {
  assertLength(name, regions, Uint32Array, 2);
  const isRange = (from: number, i: number): boolean =>
    i % 2 === 1 || (from < regions[i + 1] && regions[i + 1] < cells.length);
  if (regions.length % 2 === 0 && regions.every(isRange)) return;
  throw argumentError(RangeError, name, 'pairs of cells, each a range', regions);
}
