import { createHash } from 'node:crypto';
import type { Backend, Plan } from '../backend';
import { hashingArray, kindOf, type DataSet, type RowSource } from '../data';
import type { Provenance } from '../model';
import { TaskRunner, type Task } from '../tasks';
import type { Job } from './job';
import type { AnyTrainingData } from './prepared-data';
import type { WholeSettings } from './settings';

/** All that decides the bits of a training. A training resumes only where all of it is equal. */
export interface Identity {
  readonly settings: readonly WholeSettings[];
  readonly data: { readonly training: SetIdentity; readonly validation: SetIdentity | null };
  /** In words: see `arithmeticOf`. */
  readonly arithmetic: string;
  readonly plan: Pick<Plan, 'product' | 'tileRows'>;
  /** The number of processes, each of which adds up its share of the rows. Absent of one. */
  readonly processes?: number | undefined;
}

/** Computes the identity of a training without blocking the event loop. */
export async function identityOf(
  {
    all,
    backend,
    data,
    objective,
    settings,
  }: Pick<Job, 'all' | 'backend' | 'data' | 'objective' | 'settings'>,
  signal?: AbortSignal,
): Promise<Identity> {
  const product = objective.productFor(data.rows);
  const { tileRows } = objective.plan;
  return {
    settings,
    data: await dataIdentity(data.given, signal),
    arithmetic: `${arithmeticOf(backend, product)}${inBlocks(data.rows)}`,
    plan: { product, tileRows },
    ...(all.size > 1 && { processes: all.size }),
  };
}

/** How a source's rows are parted, which decides the order of samples, if they are. */
function inBlocks({ blocks }: RowSource): string {
  return blocks.length === 1 ? '' : `, in ${blocks.length} blocks of rows`;
}

/** Computes the identity of a training's data without blocking the event loop. */
export async function dataIdentity(
  { training, validation }: AnyTrainingData,
  signal?: AbortSignal,
): Promise<Identity['data']> {
  const runner = new TaskRunner(signal);
  return {
    training: await runner.run(identifying(training)),
    validation: validation ? await runner.run(identifying(validation)) : null,
  };
}

/** Describes how products are summed, as far as that decides the bits. */
export function arithmeticOf(
  { report }: Pick<Backend, 'report'>,
  product: Plan['product'],
): string {
  const { openblas } = report;
  if (openblas === null) return 'plain JavaScript';
  if (product === 'openblas') return `OpenBLAS ${openblas.version} (${openblas.core})`;
  const { instructions = 'baseline' } = openblas;
  const fused = instructions === 'baseline' ? 'without' : 'with';
  return `onelayer's own loops, ${fused} fused multiply-add`;
}

interface SetIdentity {
  /** In words, e.g. `10000 × 3072 bytes in 10 classes`. */
  readonly shape: string;
  /** The hash of class names, features, labels and weights. */
  readonly sha256: string;
}

/**
 * Whether a set is the one that a model was trained on, by the sum in its provenance: the same samples in
 * the same order and type, of the same classes. False where the provenance has none.
 */
export async function isTrainingSet(
  set: DataSet,
  { data }: Provenance,
  signal?: AbortSignal,
): Promise<boolean> {
  const { training } = (data ?? {}) as { readonly training?: Partial<SetIdentity> };
  // Hashing takes a second for each gigabyte.
  if (training?.shape !== shapeOf(set)) return false;
  const { sha256 } = await new TaskRunner(signal).run(identifying(set));
  return sha256 === training.sha256;
}

const known = new WeakMap<DataSet, SetIdentity>();

/** Identifies a set, as a cooperative task. It is hashed once and must not change afterwards. */
function* identifying(set: DataSet): Task<SetIdentity> {
  const seen = known.get(set);
  if (seen !== undefined) return seen;
  const { classes, X, labels, weights } = set;
  const kind = kindOf(X);
  const shape = shapeOf(set);
  const hash = createHash('sha256').update(JSON.stringify([shape, classes]));
  yield* kind.hashing(X, hash);
  for (const array of [labels, weights]) if (array !== undefined) yield* hashingArray(array, hash);
  const identity = { shape, sha256: hash.digest('hex') };
  known.set(set, identity);
  return identity;
}

function shapeOf({ samples, features, classes, image, X }: DataSet): string {
  const size = image && ` (${image.width} × ${image.height} × ${image.channels} images)`;
  return `${samples} × ${features} ${kindOf(X).describe(X)}${size ?? ''} in ${classes.length} classes`;
}
