import { types } from 'node:util';
import type { PatchEncoding } from '../../../binding';
import { assertPatchEncoding, positionsOf } from './validate-patches';

/** The counterpart of the addon's `encodePatches`: see `binding.d.ts`. Products are summed in float64. */
export function encodePatches(encoding: PatchEncoding): void {
  assertPatchEncoding(encoding);
  const { first, count } = encoding;
  for (let picture = 0; picture < count; picture++) {
    const vectors = whitenedPatches(encoding, first + picture);
    const cells = cellSums(encoding, vectors);
    writeRegions(encoding, cells, picture);
  }
}

/** The whitened patches of a picture, of unit length: positions × m, row-major. */
function whitenedPatches(encoding: PatchEncoding, picture: number): Float32Array {
  const { components: m, offset, stride, whitening } = encoding;
  const { rows, columns } = positionsOf(encoding);
  const vectors = new Float32Array(rows * columns * m);
  const patch = new Float64Array(whitening.length / m);
  const whitened = new Float64Array(m);
  for (let position = 0; position < rows * columns; position++) {
    const column = position % columns;
    takePatch(encoding, picture, ((position - column) / columns) * stride, column * stride, patch);
    let squares = 0;
    for (let k = 0; k < m; k++) {
      let sum = offset[k];
      for (let j = 0; j < patch.length; j++) sum += whitening[k * patch.length + j] * patch[j];
      whitened[k] = sum;
      squares += sum * sum;
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let k = 0; k < m; k++) vectors[position * m + k] = whitened[k] * scale;
  }
  return vectors;
}

function takePatch(
  { channels, height, width, side, pictures }: PatchEncoding,
  picture: number,
  top: number,
  left: number,
  patch: Float64Array,
): void {
  let j = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = (picture * channels + channel) * height;
    for (let y = top; y < top + side; y++) {
      for (let x = left; x < left + side; x++) patch[j++] = pictures[(plane + y) * width + x];
    }
  }
}

/** The sums over each cell: halves × cells × 2 × D, row-major. */
function cellSums(encoding: PatchEncoding, vectors: Float32Array): Float32Array {
  const { atoms, columnCells, components: m, dictionary, mirrored, rowCells } = encoding;
  const { threshold: t, encoding: how } = encoding;
  const { rows, columns } = positionsOf(encoding);
  const rowOf = cellsOf(rowCells);
  const columnOf = cellsOf(columnCells);
  const columnCount = columnCells.length - 1;
  const cellCount = (rowCells.length - 1) * columnCount;
  const all = mirrored ? 2 * atoms : atoms;
  const sums = new Float32Array(2 * all * cellCount);
  for (let position = 0; position < rows * columns; position++) {
    const column = position % columns;
    const cell = rowOf[(position - column) / columns] * columnCount + columnOf[column];
    for (let atom = 0; atom < all; atom++) {
      const s = inner(dictionary, atom * m, vectors, position * m, m);
      if (!(Math.abs(s) > t) && t >= 0) continue;
      const half = atom < atoms ? 0 : 1;
      const at = (half * cellCount + cell) * 2 * atoms + atom - half * atoms;
      if (s > t) sums[at] += how === 'hard' ? 1 : s - t;
      if (-s > t) sums[at + atoms] += how === 'hard' ? 1 : -s - t;
    }
  }
  return sums;
}

function inner(a: Float32Array, from: number, b: Float32Array, at: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[from + k] * b[at + k];
  return Math.fround(sum);
}

/** The cell of each position on an axis. */
function cellsOf(bounds: Uint32Array): Uint32Array {
  const cells = new Uint32Array(bounds[bounds.length - 1]);
  for (let cell = 0; cell + 1 < bounds.length; cell++) {
    cells.fill(cell, bounds[cell], bounds[cell + 1]);
  }
  return cells;
}

/** Writes the sums over each region, to which mirrors of the atoms add those over its mirror. */
function writeRegions(encoding: PatchEncoding, cells: Float32Array, picture: number): void {
  const { atoms, columnCells, columnRegions, mirrored, rowRegions, rowCells } = encoding;
  const { features, scale } = encoding;
  const columns = columnCells.length - 1;
  const mirrors = (rowCells.length - 1) * columns;
  const isFloat = types.isFloat32Array(features);
  const sums = new Float32Array(2 * atoms);
  const regions = (rowRegions.length * columnRegions.length) / 4;
  let at = picture * regions * sums.length;
  for (let r = 0; r < rowRegions.length; r += 2) {
    for (let c = 0; c < columnRegions.length; c += 2, at += sums.length) {
      sums.fill(0);
      for (let row = rowRegions[r]; row < rowRegions[r + 1]; row++) {
        for (let column = columnRegions[c]; column < columnRegions[c + 1]; column++) {
          add(sums, cells, row * columns + column);
          if (mirrored) add(sums, cells, mirrors + row * columns + columns - 1 - column);
        }
      }
      for (let i = 0; i < sums.length; i++) {
        features[at + i] = isFloat ? sums[i] : byteOf(sums[i], scale);
      }
    }
  }
}

function add(sums: Float32Array, cells: Float32Array, cell: number): void {
  const from = cell * sums.length;
  for (let i = 0; i < sums.length; i++) sums[i] += cells[from + i];
}

function byteOf(sum: number, scale: number): number {
  return Math.min(255, Math.floor(Math.fround(scale) * Math.fround(Math.sqrt(sum)) + 0.5));
}
