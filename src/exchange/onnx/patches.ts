import { meanShifts, type PatchFeatures } from '../../patches';
import { integers, node, tensor, TYPES, value, type Attributes, type Fill } from './messages';
import type { Names } from './names';

/** What keeps patches of no contrast, whose norm is 0, from being divided by it. */
const LEAST_NORM = 1e-30;

/** An axis of a picture, as `PatchEncoding` has it. */
type Axis = PatchFeatures['rows'];

/**
 * The part of a graph that makes features of pictures, n × channels·height·width bytes, by patches: a
 * convolution that whitens, the norm of each patch, a convolution of 1×1 with the dictionary, the threshold,
 * sums over regions as products with matrices of 0 and 1, and the root, scaled and rounded.
 */
export class PatchGraph {
  readonly nodes: Fill[] = [];
  readonly tensors: Fill[] = [];
  /** The inputs of the graph. */
  readonly values: readonly Fill[];
  private readonly pictures: string;

  constructor(
    private readonly patches: PatchFeatures,
    private readonly names: Names,
  ) {
    const { channels, height, width } = patches.image;
    this.pictures = names.free('features');
    this.values = [value(this.pictures, 'uint8', channels * height * width)];
  }

  /** Adds all operators. @returns the name of the features, n×F */
  joined(): string {
    const { features, scale } = this.patches;
    const similarities = this.similarities();
    const signs = ([1, -1] as const).map((sign) => this.regionSums(similarities, sign));
    const sums = this.node('Concat', signs, { axis: 1 });
    const roots = this.node('Mul', [this.node('Sqrt', [sums]), this.floats([], [scale])]);
    const rounded = this.node('Floor', [this.node('Add', [roots, this.floats([], [0.5])])]);
    const bytes = this.node('Min', [rounded, this.floats([], [255])]);
    const ordered = this.node('Transpose', [bytes], { perm: { integers: [0, 2, 3, 1] } });
    return this.means(this.node('Reshape', [ordered, this.shape([-1, features])]));
  }

  /** The similarities with the atoms and, apart, with their mirrors: n × D × rows × columns each. */
  private similarities(): string[] {
    const { image, settings, tensors } = this.patches;
    const { channels, height, width } = image;
    const { components: m, mirrored, patches: D, side, stride } = settings;
    const numbers = this.node('Cast', [this.pictures], { to: TYPES.float });
    const shape = this.shape([-1, channels, height, width]);
    const planes = this.shifted(this.node('Reshape', [numbers, shape]));
    const whitening = this.floats([m, channels, side, side], tensors.whitening);
    const offset = this.floats([m], tensors.offset);
    const strides = { integers: [stride, stride] };
    const whitened = this.node('Conv', [planes, whitening, offset], { strides });
    const norm = this.node('ReduceL2', [whitened], { axes: { integers: [1] }, keepdims: 1 });
    const divisor = this.node('Max', [norm, this.floats([], [LEAST_NORM])]);
    const unit = this.node('Div', [whitened, divisor]);
    return Array.from({ length: mirrored ? 2 : 1 }, (_, half) => {
      const atoms = tensors.dictionary.slice(half * D * m, (half + 1) * D * m);
      return this.node('Conv', [unit, this.floats([D, m, 1, 1], atoms)]);
    });
  }

  /** All shifted copies of the pictures, one shift after another; the pictures themselves without shifts. */
  private shifted(planes: string): string {
    const { image, settings } = this.patches;
    const shifts = meanShifts(settings.shift);
    if (shifts.length === 1) return planes;
    const most = Math.max(...shifts.flat());
    const pads = this.shape([0, 0, most, most, 0, 0, most, most]);
    const padded = this.node('Pad', [planes, pads], { mode: { text: 'reflect' } });
    const axes = this.shape([2, 3]);
    const copies = shifts.map(([down, right]) => {
      const [top, left] = [most - down, most - right];
      const ends = [top + image.height, left + image.width];
      return this.node('Slice', [padded, this.shape([top, left]), this.shape(ends), axes]);
    });
    return this.node('Concat', copies, { axis: 0 });
  }

  /** The rounded means of the features of a picture's shifted copies. */
  private means(features: string): string {
    const { settings, features: F } = this.patches;
    const { length } = meanShifts(settings.shift);
    if (length === 1) return features;
    const copies = this.node('Reshape', [features, this.shape([length, -1, F])]);
    const mean = this.node('ReduceMean', [copies], { axes: { integers: [0] }, keepdims: 0 });
    return this.node('Floor', [this.node('Add', [mean, this.floats([], [0.5])])]);
  }

  /** Σ e(S), or Σ e(−S), over each region: n × D × regions of rows × regions of columns. */
  private regionSums(similarities: readonly string[], sign: 1 | -1): string {
    const { rows, columns } = this.patches;
    const halves = similarities.map((own, half) => {
      const ranges = half === 0 ? columns : mirrorOf(columns);
      const inRegions = this.node('MatMul', [
        this.encoded(own, sign),
        this.floats([positionsOf(columns), columns.regions.length / 2], byPosition(ranges)),
      ]);
      return inRegions;
    });
    const sums = halves.length === 1 ? halves[0] : this.node('Add', halves);
    const shape = [rows.regions.length / 2, positionsOf(rows)];
    return this.node('MatMul', [this.floats(shape, byRegion(rows)), sums]);
  }

  /** e(±S): 1 above the threshold, or what is above it. */
  private encoded(similarities: string, sign: 1 | -1): string {
    const { encoding, threshold } = this.patches.settings;
    const signed = sign === 1 ? similarities : this.node('Neg', [similarities]);
    const limit = this.floats([], [threshold]);
    if (encoding === 'rectified') return this.node('Relu', [this.node('Sub', [signed, limit])]);
    return this.node('Cast', [this.node('Greater', [signed, limit])], { to: TYPES.float });
  }

  private floats(shape: readonly number[], values: ArrayLike<number>): string {
    const name = this.names.free(`numbers ${this.tensors.length}`);
    this.tensors.push(tensor(name, shape, Float32Array.from(values)));
    return name;
  }

  private shape(sizes: readonly number[]): string {
    const name = this.names.free(`shape ${this.tensors.length}`);
    this.tensors.push(integers(name, sizes));
    return name;
  }

  /** Adds an operator. @returns the name of its output */
  private node(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const output = this.names.free(`${operator} ${this.nodes.length}`);
    this.nodes.push(node(operator, inputs, output, attributes));
    return output;
  }
}

function positionsOf({ cells }: Axis): number {
  return cells[cells.length - 1];
}

/** The axis on which each region has the cells that mirror its own. */
function mirrorOf({ cells, regions }: Axis): Axis {
  const count = cells.length - 1;
  return { cells, regions: regions.map((_, i) => count - regions[i % 2 === 0 ? i + 1 : i - 1]) };
}

/** Which positions a region has: a matrix of 0 and 1, regions × positions. */
function byRegion({ cells, regions }: Axis): Float32Array {
  const positions = cells[cells.length - 1];
  const matrix = new Float32Array((regions.length / 2) * positions);
  for (let i = 0; i < regions.length; i += 2) {
    const row = (i / 2) * positions;
    matrix.fill(1, row + cells[regions[i]], row + cells[regions[i + 1]]);
  }
  return matrix;
}

/** The same, positions × regions. */
function byPosition(axis: Axis): Float32Array {
  const positions = positionsOf(axis);
  const matrix = byRegion(axis);
  const count = matrix.length / positions;
  return matrix.map((_, at) => matrix[(at % count) * positions + Math.floor(at / count)]);
}
