import type { Backend, Plan } from '../backend';
import type { CourseSets, DataSet } from '../data';
import type { FloatArray } from '../backend';
import { analyseTest } from '../report';
import {
  predict,
  prepareJob,
  run,
  withValidation,
  type Certificate,
  type EpochRecord,
  type Job,
  type TrainingEvent,
  type TrainingSettings,
} from '../training';
import type { Tested } from './saved-model';

/** What is trained again, and how. */
export interface RepetitionPlan {
  readonly backend: Backend;
  readonly plan: Plan | undefined;
  readonly sets: CourseSets;
  /** Of the runs, which are trained together. */
  readonly settings: readonly Partial<TrainingSettings>[];
  readonly signal: AbortSignal | undefined;
  /** True to begin with weights that are off by about their rounding, to see what that changes. */
  readonly isDisturbed?: boolean;
}

/** The end of a repeated run. */
export interface RepeatedEnd extends Tested {
  /** [W, b] that were kept: K·d + K. */
  readonly parameters: FloatArray;
  readonly certificate: Certificate | null;
}

/** About the rounding of a dtype: how much a weight is disturbed, relative to itself. */
export const DISTURBANCE = { float32: 2 ** -22, float64: 2 ** -51 };

/** Runs that are trained again as far as somebody asks for. */
export class Repetition {
  readonly #epochs: (readonly EpochRecord[])[] = [];

  private constructor(
    readonly job: Job,
    private readonly events: AsyncGenerator<TrainingEvent, void, void>,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** @throws TypeError or RangeError naming the setting that can't be trained with */
  static async begin({ backend, plan, sets, settings, signal, isDisturbed }: RepetitionPlan) {
    const job = await prepareJob(backend, sets, settings, { plan, signal });
    if (isDisturbed === true) disturb(job);
    return new Repetition(job, run(job, { signal }), signal);
  }

  /** The record of each run after an epoch, from 1; null if the training ends before it. */
  async epoch(number: number): Promise<readonly EpochRecord[] | null> {
    this.signal?.throwIfAborted();
    while (this.#epochs.length < number) {
      const { value, done } = await this.events.next();
      this.signal?.throwIfAborted();
      if (done === true || value.kind === 'ended') return null;
      if (value.kind === 'epoch') this.#epochs.push(value.records.map(withValidation));
    }
    return this.#epochs[number - 1];
  }

  /**
   * Tests each run with the parameters of an epoch.
   *
   * @param kept  of each run: its best epoch so far; null for the last
   */
  async test(set: DataSet, kept: readonly (number | null)[]): Promise<(RepeatedEnd | null)[]> {
    const { job, signal } = this;
    const ends = kept.map((epoch, r) => this.#parametersOf(r, epoch));
    const before = job.parameters.members.map((member) => member.flat());
    job.parameters.members.forEach((member, r) => member.assign(ends[r] ?? before[r]));
    const predictions = await predict(job, set, signal);
    const tested = predictions.map((own, r): RepeatedEnd | null => {
      const parameters = ends[r];
      if (parameters === null) return null;
      return {
        parameters,
        certificate: kept[r] === null ? (job.solver.standing?.(r).certificate ?? null) : null,
        test: job.objective.evaluation(own, job.parameters, r),
        analysis: analyseTest(own, job.parameters.members[r]),
      };
    });
    // Whoever asks for more epochs goes on from where the training was.
    job.parameters.members.forEach((member, r) => member.assign(before[r]));
    return tested;
  }

  #parametersOf(r: number, epoch: number | null): FloatArray | null {
    const { parameters, runs } = this.job;
    if (epoch === null) return parameters.members[r].flat();
    const { best } = runs[r];
    return best?.epoch === epoch ? best.parameters : null;
  }

  /** Ends the training. */
  async end(): Promise<void> {
    await this.events.return();
  }
}

function disturb({ parameters }: Job): void {
  const size = DISTURBANCE[parameters.dtype];
  for (const member of parameters.members) {
    member.assign(member.flat().map((value, i) => value * (1 + (i % 2 === 0 ? size : -size))));
  }
}
