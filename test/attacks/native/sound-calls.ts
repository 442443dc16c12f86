import type { Generator } from '../../../src/random';
import { NO_EVALUATION, type Arguments } from '../../support/pass-arguments';
import type { Prepare } from '../../support/refused-arguments';

export type Typed = Float32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array;

type Constructor = new (buffer: ArrayBufferLike) => Typed;

/** Makes an array of zeros. */
export type Allocate = <Kind extends Typed>(
  Kind: new (buffer: ArrayBufferLike) => Kind,
  length: number,
) => Kind;

/** What can be called: the products, and each kind of pass. */
export type Callee = 'gemm' | 'axpy' | 'softmax' | Prepare;

const CALLEES: readonly Callee[] = [
  'gemm',
  'axpy',
  'softmax',
  'prepareGradients',
  'prepareSums',
  'prepareEvaluation',
  'prepareScores',
];

const FEATURES = [1, 3, 8, 17, 40, 64, 100, 513, 1100];
/** Small models, for many calls a second: what is special about large ones is more of the same. */
const MOST_WEIGHTS = 3000;

/** Draws calls with right arguments, whose arrays have just the length that they need. */
export class SoundCalls {
  constructor(
    private readonly generator: Generator,
    private readonly allocate: Allocate,
  ) {}

  below = (end: number): number => Math.floor(end * this.generator.random());
  oneOf = <Value>(values: readonly Value[]): Value => values[this.below(values.length)];
  private readonly chance = (): boolean => this.generator.random() < 0.5;

  draw(): { readonly callee: Callee; readonly args: Arguments } {
    const callee = this.oneOf(CALLEES);
    if (callee === 'gemm') return { callee, args: this.product() };
    if (callee === 'axpy') return { callee, args: this.sum() };
    if (callee === 'softmax') return { callee, args: this.scored() };
    return { callee, args: this.pass(callee) };
  }

  private product(): Arguments {
    const Floats = this.oneOf([Float32Array, Float64Array]) as Constructor;
    const [m, n, k] = [this.below(9), this.below(9), this.below(9)];
    const [transA, transB] = [this.chance(), this.chance()];
    const matrix = (rows: number, columns: number): [number, Typed] => {
      const stride = Math.max(1, columns + this.below(3));
      const elements = rows * columns === 0 ? 0 : (rows - 1) * stride + columns;
      return [stride, this.normals(Floats, elements)];
    };
    const [lda, a] = transA ? matrix(k, m) : matrix(m, k);
    const [ldb, b] = transB ? matrix(n, k) : matrix(k, n);
    const [ldc, c] = matrix(m, n);
    const [alpha, beta] = [this.oneOf([0, 1, -2.5]), this.oneOf([0, 1, 0.5])];
    return { transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc };
  }

  private sum(): Arguments {
    const Floats = this.oneOf([Float32Array, Float64Array]) as Constructor;
    const n = this.below(40);
    return { n, alpha: 0.5, x: this.normals(Floats, n), y: this.normals(Floats, n) };
  }

  private scored(): Arguments {
    const [rows, K] = [this.below(20), 1 + this.below(20)];
    return { S: this.normals(Float64Array, rows * K), rows, K };
  }

  private pass(callee: Prepare): Arguments {
    const Floats = this.oneOf([Float32Array, Float64Array]) as Constructor;
    const models = callee === 'prepareScores' ? 1 : this.oneOf([1, 1, 2, 4]);
    const classes = this.oneOf([1, 2, 3, 4, 5, 10, 11, 33]);
    const fitting = FEATURES.filter((features) => features * classes * models <= MOST_WEIGHTS);
    const features = this.oneOf(fitting);
    const samples = 1 + this.below(Math.min(80, MOST_WEIGHTS / features));
    const hasBytes = this.chance();
    const X = hasBytes
      ? this.filled(Uint8Array, samples * features, () => this.below(256))
      : this.normals(this.oneOf([Float32Array, Float64Array]), samples * features);
    const vector = (): Typed | null => (hasBytes ? this.normals(Floats, features) : null);
    const size = models * classes * (features + 1);
    const first = this.below(samples);
    const count = 1 + this.below(samples - first);
    const shared = {
      parameters: this.normals(Floats, size),
      ...{ classes, features, slope: vector(), intercept: vector(), mean: null, inverse: null, X },
      product: this.oneOf(['direct', 'openblas']),
      tileRows: this.oneOf([1, 7, 64, 2 ** 31 - 1]),
      ...{ first, count },
    };
    if (callee === 'prepareScores') {
      return { ...shared, scores: this.normals(Floats, count * classes) };
    }
    const labels = this.oneOf([Uint8Array, Uint16Array]) as Constructor;
    const numbers = this.filled(Uint32Array, first + count, () => this.below(samples));
    const loss = this.oneOf(['cross-entropy', 'binary-cross-entropy', 'hinge']);
    const sampled = {
      ...{ ...shared, models, loss, numbers },
      labelSmoothing: loss === 'hinge' ? 0 : this.oneOf([0, 0.1]),
      y: this.filled(labels, samples, () => this.below(classes)),
    };
    if (callee === 'prepareEvaluation') return { ...sampled, ...this.evaluated(models * count) };
    const gradients = this.normals(Floats, size);
    const weights = this.chance()
      ? this.filled(Float64Array, samples, () => this.generator.random())
      : null;
    const float64 = (length: number): Typed => this.normals(Float64Array, length);
    if (callee === 'prepareSums') {
      const sums = { gradients, losses: float64(models), weight: float64(1) };
      const { losses: sampleLosses, ...others } = this.evaluated(models * count);
      const evaluated = this.chance() ? { sampleLosses, ...others } : NO_EVALUATION;
      return { ...sampled, ...sums, ...evaluated, weights };
    }
    const velocities = this.chance() ? this.normals(Floats, size) : null;
    const steps = { etas: float64(models), velocities, momentum: 0.5, nesterov: this.chance() };
    return { ...sampled, gradients, weights, lambdas: float64(models), ...steps, isStep: true };
  }

  private evaluated(length: number): Arguments {
    const float64 = (): Typed => this.allocate(Float64Array, length);
    const predicted = this.allocate(Uint16Array, length);
    const [losses, probabilities, trueProbabilities] = [float64(), float64(), float64()];
    return { losses, predicted, probabilities, trueProbabilities };
  }

  private normals(Kind: Constructor, length: number): Typed {
    return this.filled(Kind, length, () => this.generator.standardNormal());
  }

  private filled(Kind: Constructor, length: number, value: () => number): Typed {
    const array = this.allocate(Kind, length);
    for (let i = 0; i < length; i++) array[i] = value();
    return array;
  }
}
