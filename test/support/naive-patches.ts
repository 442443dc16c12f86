import type { PatchEncoding } from '../../binding';
import { partAxis } from '../../src/patches/regions';
import { defaultRng } from '../../src/random';

/** The shape of a random encoding. */
export interface PatchCase {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly side: number;
  readonly stride: number;
  readonly components: number;
  readonly atoms: number;
  readonly mirrored: boolean;
  readonly encoding: 'hard' | 'rectified';
  readonly regions: number;
}

/** Random pictures, whitening and dictionary; the first picture isn't encoded. */
export function randomEncoding(shape: PatchCase, count: number, seed = 1): PatchEncoding {
  const { channels, height, width, side, stride, components, atoms, mirrored, regions } = shape;
  const generator = defaultRng(seed);
  const normal = (length: number): Float32Array => {
    const values = new Float32Array(length);
    generator.fillStandardNormal(values);
    return values;
  };
  const positions = (length: number): number => Math.floor((length - side) / stride) + 1;
  const rows = partAxis(positions(height), regions);
  const columns = partAxis(positions(width), regions);
  const features = (rows.regions.length * columns.regions.length * atoms) / 2;
  return {
    ...{ channels, height, width, side, stride, components, atoms, mirrored },
    encoding: shape.encoding,
    whitening: normal(components * channels * side * side).map((value) => value / 255),
    offset: normal(components),
    dictionary: normal((mirrored ? 2 : 1) * atoms * components),
    ...{ rowCells: rows.cells, columnCells: columns.cells },
    ...{ rowRegions: rows.regions, columnRegions: columns.regions },
    threshold: 0.9,
    scale: 20,
    pictures: Uint8Array.from({ length: (count + 1) * channels * height * width }, () =>
      generator.integers(0, 256),
    ),
    first: 1,
    count,
    features: new Float32Array(count * features),
  };
}

/** The sums that `encodePatches` is to find, by its definition, in float64. */
export function naiveSums(one: PatchEncoding): Float64Array {
  const sums: number[] = [];
  for (let n = one.first; n < one.first + one.count; n++) {
    const found = similarities(one, n);
    for (const rows of pairs(one.rowRegions)) {
      for (const columns of pairs(one.columnRegions)) {
        for (const sign of [1, -1]) {
          for (let atom = 0; atom < one.atoms; atom++) {
            const own = regionSum(one, found, atom, sign, rows, columns);
            const last = one.columnCells.length - 1;
            const mirror = [last - columns[1], last - columns[0]] as const;
            const other = one.mirrored
              ? regionSum(one, found, one.atoms + atom, sign, rows, mirror)
              : 0;
            sums.push(own + other);
          }
        }
      }
    }
  }
  return Float64Array.from(sums);
}

type Pair = readonly [number, number];

const pairs = (flat: Uint32Array): Pair[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]] as const);

/** S of each position and atom of a picture. */
function similarities(one: PatchEncoding, n: number): number[][][] {
  const { rowCells, columnCells, components: m, whitening, offset, dictionary } = one;
  const numbers = whitening.length / m;
  return Array.from({ length: rowCells[rowCells.length - 1] }, (_, y) =>
    Array.from({ length: columnCells[columnCells.length - 1] }, (__, x) => {
      const patch = patchOf(one, n, y * one.stride, x * one.stride);
      const v = Array.from(offset, (o, k) =>
        patch.reduce((sum, p, j) => sum + whitening[k * numbers + j] * p, o),
      );
      const norm = Math.hypot(...v);
      return Array.from({ length: dictionary.length / m }, (___, a) =>
        v.reduce((sum, value, k) => sum + (dictionary[a * m + k] * value) / norm, 0),
      );
    }),
  );
}

function patchOf(one: PatchEncoding, n: number, top: number, left: number): number[] {
  const { channels, height, width, side, pictures } = one;
  const patch: number[] = [];
  for (let c = 0; c < channels; c++) {
    for (let y = top; y < top + side; y++) {
      for (let x = left; x < left + side; x++) {
        patch.push(pictures[((n * channels + c) * height + y) * width + x]);
      }
    }
  }
  return patch;
}

function regionSum(
  { rowCells, columnCells, encoding, threshold }: PatchEncoding,
  found: readonly (readonly (readonly number[])[])[],
  atom: number,
  sign: number,
  rows: Pair,
  columns: Pair,
): number {
  let sum = 0;
  for (let y = rowCells[rows[0]]; y < rowCells[rows[1]]; y++) {
    for (let x = columnCells[columns[0]]; x < columnCells[columns[1]]; x++) {
      const excess = sign * found[y][x][atom] - threshold;
      if (excess > 0) sum += encoding === 'hard' ? 1 : excess;
    }
  }
  return sum;
}
