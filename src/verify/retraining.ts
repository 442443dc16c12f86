import type { CourseSets } from '../data';
import { isArgumentError } from '../errors';
import type { Results } from '../report';
import { settingsOf } from '../training';
import { arithmeticFor, type Arithmetic, type BackendChoice } from './arithmetic';
import { CourseClaims } from './claims';
import type { CourseData } from './course-data';
import { Repetition, type RepetitionPlan } from './repetition';
import { isFileFault, type Evidence } from './verdict';

/** How runs are repeated. */
export interface RetrainingOptions extends BackendChoice {
  readonly data: CourseData;
  /** The number of epochs to repeat at most. */
  readonly epochs: number;
  readonly signal: AbortSignal | undefined;
  readonly onEpoch: (done: number, total: number) => void;
}

/** The repetitions that are kept for other files with the same settings: a megabyte each. */
const MOST_KEPT = 16;

/** Trains the runs of results files again, and compares what comes out. */
export class Retraining {
  readonly #kept = new Map<string, Repetition>();

  constructor(private readonly options: RetrainingOptions) {}

  /**
   * Repeats the runs of a file that onelayer's own code has trained.
   *
   * @returns the test accuracy of each run that was tested again, by its index
   */
  async check(file: string, results: Results, evidence: Evidence): Promise<Map<number, number>> {
    const { data, epochs, signal, onEpoch } = this.options;
    const claims = new CourseClaims(file, results, evidence);
    if (claims.runs.length === 0) return new Map();
    if (results.patches !== undefined) {
      evidence.cannotTell('its runs are on features by patches: they were not repeated');
      return new Map();
    }
    const sets = await data.trainingSets(results);
    const test = await data.testSet(results);
    if (sets === null || test === null) {
      evidence.cannotTell('its runs are of other data than CIFAR-10: they were not repeated');
      return new Map();
    }
    const arithmetic = arithmeticFor(results, this.options);
    const plan = planOf(claims, sets, arithmetic, signal);
    try {
      const repetition = await this.#repetition(plan, results);
      const isEqual = await claims.compareEpochs(repetition, {
        arithmetic,
        epochs,
        onEpoch,
        disturbed: () => Repetition.begin({ ...plan, isDisturbed: true }),
      });
      return isEqual ? await claims.compareEnds(repetition, test, arithmetic) : new Map();
    } catch (error) {
      if (!isFileFault(error) && !isArgumentError(error)) throw error;
      evidence.fail('training', `it can't be repeated: ${error.message}`);
      return new Map();
    }
  }

  /** Ends all trainings that were repeated in part. */
  async end(): Promise<void> {
    for (const repetition of this.#kept.values()) await repetition.end();
    this.#kept.clear();
  }

  async #repetition(plan: RepetitionPlan, { data, samples }: Results): Promise<Repetition> {
    const { backend, plan: tiles, settings } = plan;
    const key = JSON.stringify([backend.report, tiles, settings, data.files, samples]);
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const repetition = await Repetition.begin(plan);
    this.#kept.set(key, repetition);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT) {
      await this.#kept.get(oldest)?.end();
      this.#kept.delete(oldest);
    }
    return repetition;
  }
}

function planOf(
  { runs }: CourseClaims,
  sets: CourseSets,
  { backend, plan }: Arithmetic,
  signal: AbortSignal | undefined,
): RepetitionPlan {
  return { backend, plan, sets, settings: runs.map(({ run }) => settingsOf(run)), signal };
}
