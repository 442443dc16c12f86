import path from 'node:path';
import { packageFolder } from '../../src/files';

/** The used part of TensorFlow.js's tensors: it is no dependency, so there are no types. */
export interface Tensor {
  gather(rows: Tensor): Tensor;
  slice(begin: number[], size: number[]): Tensor;
  matMul(other: Tensor, transposeThis?: boolean, transposeOther?: boolean): Tensor;
  add(other: Tensor): Tensor;
  sub(other: Tensor): Tensor;
  mul(other: Tensor | number): Tensor;
  equal(other: Tensor): Tensor;
  softmax(): Tensor;
  logSoftmax(): Tensor;
  sum(axis?: number): Tensor;
  argMax(axis: number): Tensor;
  assign(value: Tensor): void;
  dataSync(): ArrayLike<number>;
}

/** The used part of TensorFlow.js. */
export interface TensorFlow {
  setBackend(name: 'cpu'): Promise<boolean>;
  variable(initial: Tensor): Tensor;
  randomNormal(shape: number[], mean: number, deviation: number): Tensor;
  zeros(shape: number[]): Tensor;
  tensor1d(values: Int32Array, dtype: 'int32'): Tensor;
  tensor2d(values: Float32Array, shape: [number, number]): Tensor;
  oneHot(labels: Tensor, depth: number): Tensor;
  tidy(work: () => void): void;
  readonly util: { createShuffledIndices(n: number): Uint32Array };
}

const NAME = '@tensorflow/tfjs';

/** Folders where the package may be; ONELAYER_BENCH_TFJS names one that has node_modules. */
function paths(): string[] {
  const named = process.env.ONELAYER_BENCH_TFJS;
  return [...(named === undefined ? [] : [path.resolve(named)]), packageFolder()];
}

/** The installed version; null if there is none. */
export function tensorFlowVersion(): string | null {
  try {
    const file = require.resolve(`${NAME}/package.json`, { paths: paths() });
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- found at run time
    return (require(file) as { version: string }).version;
  } catch {
    return null;
  }
}

export function loadTensorFlow(): TensorFlow {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- found at run time
  return require(require.resolve(NAME, { paths: paths() })) as TensorFlow;
}
