import type { DataSet } from '../data';
import { Metrics, norm, type RecordedPredictions } from '../model';
import { isAbortion, TaskRunner, type Task } from '../tasks';
import { evaluating, hasBegun, predicting, type Job } from './job';
import { printedEpoch } from './printed-epoch';
import type { AnyEpochRecord, Ending, TrainingEvent } from './runs';
import type { Solver } from './solvers';

export interface RunOptions {
  /** Stops the training soon after it aborts. By default none. */
  readonly signal?: AbortSignal | undefined;
  /** The number of steps between `checkpoint` events. By default there are none. */
  readonly checkpointEvery?: number | undefined;
  /**
   * The sets to evaluate after an epoch, by its number: metrics of another are NaN in its record, and
   * so are the norms if there is none. Both are evaluated in any case when a run has converged. By
   * default both always.
   */
  readonly evaluated?: ((epoch: number) => readonly EvaluatedSet[]) | undefined;
}

export type EvaluatedSet = 'training' | 'validation';

const BOTH_SETS: readonly EvaluatedSet[] = ['training', 'validation'];

/**
 * Trains until all epochs are finished or every run has stopped early, and yields events. It never
 * blocks the event loop for more than a few hundredths of a second.
 *
 * @throws the signal's reason if it aborts before the first step
 */
export async function* run(
  job: Job,
  { signal: given, checkpointEvery = Infinity, evaluated = () => BOTH_SETS }: RunOptions = {},
): AsyncGenerator<TrainingEvent, void, void> {
  const { progress, runs, sampler, settings, solver } = job;
  const [{ epochs }] = settings;
  const signal = job.all.agreeOn(given);
  const runner = new TaskRunner(signal);
  let sinceCheckpoint = 0;
  try {
    while (progress.epoch < epochs && !runs.every(({ hasEnded }) => hasEnded)) {
      signal?.throwIfAborted();
      const start = performance.now();
      const steps = solver.advance(progress);
      for (let isDone = false; !isDone;) {
        const made = makeSteps(steps, runner, checkpointEvery - sinceCheckpoint);
        ({ isDone } = made);
        sinceCheckpoint += made.count;
        if (made.awaits !== undefined) {
          await made.awaits;
          // Several processes stop at the same sum: see `agreeOn`.
          signal?.throwIfAborted();
        }
        if (sinceCheckpoint >= checkpointEvery && progress.step < sampler.stepsPerEpoch) {
          sinceCheckpoint = 0;
          yield { kind: 'checkpoint' };
        }
        if (!runner.isDue) continue;
        await runner.pause();
        yield { kind: 'step' };
      }
      const trained = performance.now();
      const metrics = await runner.run(evaluatingEpoch(job, evaluated(progress.epoch + 1)));
      const records = recordsOf(job, metrics, {
        training: (trained - start) / 1000 / runs.length,
        evaluation: (performance.now() - trained) / 1000 / runs.length,
      });
      progress.epoch++;
      progress.step = 0;
      sampler.endEpoch();
      runs.forEach((one, r) => {
        one.follow(records[r], () => job.parameters.members[r].flat());
        one.hasConverged ||= (solver.standing?.(r).certificate ?? null) !== null;
      });
      if (sinceCheckpoint >= checkpointEvery) {
        sinceCheckpoint = 0;
        yield { kind: 'checkpoint' };
      }
      yield { kind: 'epoch', records };
    }
  } catch (error) {
    if (!isAbortion(error, signal) || !hasBegun(job)) throw error;
    yield { kind: 'ended', ending: 'stopped' };
    return;
  }
  yield { kind: 'ended', ending: endingOf(job) };
}

function endingOf({ runs, solver }: Job): Ending {
  const isAtOptimum = (run: number) => solver.standing?.(run).certificate?.isReached ?? false;
  if (runs.every((_, run) => isAtOptimum(run))) return 'converged';
  return runs.every(({ hasStopped }) => hasStopped) ? 'early' : 'finished';
}

interface MadeSteps {
  readonly count: number;
  /** Whether the epoch's last step is among them. */
  readonly isDone: boolean;
  /** A promise that the next step waits for. */
  readonly awaits: Promise<unknown> | undefined;
}

/** Makes steps until the event loop is to turn, at most so many: without `await`, a step costs less. */
function makeSteps(steps: Task<void>, runner: TaskRunner, most: number): MadeSteps {
  for (let count = 0; ;) {
    const { done = false, value } = steps.next();
    if (done) return { count, isDone: true, awaits: undefined };
    if (value !== undefined) return { count, isDone: false, awaits: value };
    if (++count >= most || runner.isDue) return { count, isDone: false, awaits: undefined };
  }
}

/** Predicts other data with each run's current model, without blocking the event loop. */
export function predict(
  job: Job,
  set: DataSet,
  signal?: AbortSignal,
): Promise<RecordedPredictions[]> {
  return new TaskRunner(signal).run(predicting(job, set));
}

/** Metrics of each run after an epoch. */
interface EpochMetrics {
  readonly training: readonly Metrics[];
  readonly validation: readonly Metrics[] | null;
  /** Whether any set was evaluated. */
  readonly isMeasured: boolean;
}

function* evaluatingEpoch(job: Job, sets: readonly EvaluatedSet[]): Task<EpochMetrics> {
  const { data, runs, parameters, solver } = job;
  const metrics = (): Metrics[] => runs.map(() => new Metrics(parameters.classes));
  const [training, validation] = [metrics(), metrics()];
  const standings = training.map((_, r) => solver.standing?.(r));
  const known = standings.map((standing) => standing?.metrics ?? null);
  const isKnown = runs.every(({ hasEnded }, r) => hasEnded || known[r] !== null);
  const isLast = standings.some((one, r) => one?.certificate && !runs[r].hasEnded);
  const needs = (set: EvaluatedSet): boolean => sets.includes(set) || isLast;
  if (!isKnown && needs('training')) {
    yield* evaluating(job, training, data.rows, job.all);
  }
  if (data.validation !== null && needs('validation')) {
    yield* evaluating(job, validation, data.validation, job.all);
  }
  return {
    training: isKnown ? training.map((own, r) => known[r] ?? own) : training,
    validation: data.validation && validation,
    isMeasured: needs('training') || needs('validation'),
  };
}

function recordsOf(
  { objective, parameters, progress, solver }: Job,
  { training, validation, isMeasured }: EpochMetrics,
  seconds: AnyEpochRecord['seconds'],
): AnyEpochRecord[] {
  return parameters.members.map((member, r) => {
    const [weightNorm, stepNorm] = isMeasured
      ? [norm(member.weights), solver.stepNorm(r)]
      : [NaN, NaN];
    return printedEpoch({
      epoch: progress.epoch + 1,
      train: objective.evaluation(training[r], parameters, r),
      validation: validation && objective.evaluation(validation[r], parameters, r),
      outputs: training[r].outputs(),
      updateRatio: weightNorm === 0 ? 0 : stepNorm / weightNorm,
      ...gapOf(solver, r),
      weightNorm,
      seconds,
    });
  });
}

function gapOf(solver: Solver, run: number): Pick<AnyEpochRecord, 'gap'> {
  const standing = solver.standing?.(run);
  return standing === undefined ? {} : { gap: standing.gap };
}
