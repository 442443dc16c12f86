import type { FloatArray } from '../../backend';
import { OnelayerError } from '../../errors';
import type { GeneratorState } from '../../random';
import { identityOf, type Identity } from '../identity';
import type { Job } from '../job';
import type { AnyEpochRecord, Run } from '../runs';
import type { Progress } from '../solvers';

export interface RunSnapshot extends Readonly<Pick<Run, 'hasConverged' | 'hasEnded' | 'best'>> {
  /** The random generator's state at the start of the current epoch. */
  readonly generator: GeneratorState;
  readonly history: readonly AnyEpochRecord[];
  /** η ‖dW‖ of the last step. */
  readonly lastStepNorm: number;
  /** [W, b]: K·d + K numbers. */
  readonly parameters: FloatArray;
  /** The solver's tensors by name, e.g. the velocity of momentum: K·d + K numbers each. */
  readonly state: Readonly<Record<string, FloatArray>>;
}

/**
 * The complete state of a training, from which it resumes to the same bits. `readCheckpoint` and
 * `TrainingResult.snapshot` return one; the option `resume` and `writeCheckpoint` take one.
 *
 * @category Training
 */
export interface Snapshot {
  /** @internal */
  readonly identity: Identity;
  /** The position in the training: finished epochs, and steps of the next. */
  readonly progress: Readonly<Progress>;
  /** K and d. */
  readonly shape: { readonly classes: number; readonly features: number };
  /** @internal */
  readonly runs: readonly RunSnapshot[];
}

export async function snapshotOf(job: Job): Promise<Snapshot> {
  const { parameters, progress, runs } = job;
  const { classes, features } = parameters;
  const now = {
    progress: { ...progress },
    shape: { classes, features },
    runs: runs.map((_, run) => runSnapshot(job, run)),
  };
  return { identity: await identityOf(job), ...now };
}

function runSnapshot({ parameters, runs, sampler, solver }: Job, run: number): RunSnapshot {
  const { history, hasConverged, hasEnded, best } = runs[run];
  return {
    generator: sampler.state(),
    history: [...history],
    hasConverged,
    hasEnded,
    lastStepNorm: solver.stepNorm(run),
    parameters: parameters.members[run].flat(),
    state: solver.kept(run),
    best,
  };
}

/**
 * Restores a job to the state of a snapshot that fits it.
 *
 * @param name  of the snapshot, for messages
 * @throws OnelayerError FILE_INVALID if the solver's tensors aren't of its kind or shape
 */
export function restore(
  name: string,
  { parameters, progress, runs, sampler, solver }: Job,
  snapshot: Snapshot,
): void {
  Object.assign(progress, snapshot.progress);
  snapshot.runs.forEach((kept, run) => {
    const { generator, history, hasConverged, best, lastStepNorm } = kept;
    sampler.restore(generator);
    Object.assign(runs[run], {
      history: [...history],
      hasConverged,
      best,
      hasStopped: kept.hasEnded && !hasConverged,
    });
    parameters.members[run].assign(kept.parameters);
    try {
      solver.restore(run, kept.state, lastStepNorm);
    } catch (error) {
      const message = `${name}: runs.${run}.${(error as Error).message}`;
      throw new OnelayerError('FILE_INVALID', message, { cause: error });
    }
  });
}

/** One of the runs of a snapshot. */
export interface SnapshotRun {
  readonly snapshot: Snapshot;
  readonly run: number;
}

/**
 * Makes a snapshot of runs of one or more others, which came equally far with the same mini-batches:
 * each goes on to the same bits, whichever runs are trained beside it.
 *
 * @param parts  at least one
 */
export function joinRuns(parts: readonly SnapshotRun[]): Snapshot {
  const [{ snapshot }] = parts;
  const settings = parts.map((part) => part.snapshot.identity.settings[part.run]);
  const runs = parts.map((part) => part.snapshot.runs[part.run]);
  return { ...snapshot, identity: { ...snapshot.identity, settings }, runs };
}
