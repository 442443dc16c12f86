import type { BackendOptions } from '../backend';
import type { Cifar10Options, Cifar10World, FetchProgress } from '../data';
import { argumentError, assertInteger, assertKnownKeys, assertText } from '../errors';
import { runLabels, type Results } from '../report';
import { TaskRunner } from '../tasks';
import { CourseData } from './course-data';
import { findResults, type Submission } from './find-results';
import { checkModels } from './models';
import { checkOwnFigures } from './own-figures';
import { Retraining } from './retraining';
import { Evidence, type VerifiedFile, type VerifiedRun } from './verdict';

/**
 * How far a verification is.
 *
 * @category Report
 */
export interface VerifyProgress {
  /** The name of the file that is being verified. */
  readonly name: string;
  /** The number of files that are verified, and of all. */
  readonly done: number;
  readonly files: number;
  /** The epochs that are repeated, and those to repeat; null while none are. */
  readonly epochs: { readonly done: number; readonly total: number } | null;
}

/**
 * Options of `verifyResults`.
 *
 * @category Report
 */
export interface VerifyOptions {
  /** A folder with CIFAR-10, or one of its archives. By default the cache, which is filled if need be. */
  readonly data?: string | undefined;
  /** Whether to evaluate the models that stand beside the files. By default true. */
  readonly models?: boolean | undefined;
  /** Whether to train all runs again, and to compare every epoch. By default false. */
  readonly retrain?: boolean | undefined;
  /** The number of epochs to repeat: at least 1. By default all. */
  readonly retrainEpochs?: number | undefined;
  /** The backend. By default each file's own, if this machine has it: only that gives its bits. */
  readonly backend?: BackendOptions['backend'] | undefined;
  /** The number of threads, at least 1, or `all`. By default `all`. It changes no bit of a result. */
  readonly threads?: BackendOptions['threads'] | undefined;
  /** Stops at once; its reason is thrown. By default none. */
  readonly signal?: AbortSignal | undefined;
  /** Called when a file begins, and after each epoch that is repeated. By default none. */
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined;
  /** Called when a file is verified. By default none. */
  readonly onVerified?: ((file: VerifiedFile) => void) | undefined;
  /** Called while CIFAR-10 is fetched. By default none. */
  readonly onFetch?: ((progress: FetchProgress) => void) | undefined;
  /** Called with notes on fetching that aren't failures. By default none. */
  readonly onNotice?: Cifar10Options['onNotice'];
}

/**
 * Verifies results files: their form; their digest, the SHA-256 sum of all that they say; their figures
 * against each other; the saved models beside them, on CIFAR-10's test images; and, if asked, the
 * training itself, which is repeated from its settings and seed. On the file's own backend, every epoch
 * must come out to the bit, on another one within rounding: `docs/teachers.md` has the bounds.
 *
 * @param paths    results files, and folders in which all of them are taken
 * @param options  what to check beyond the files
 * @returns a verdict for each file, and for each folder of submissions that has none
 * @throws TypeError or RangeError naming the option that is invalid; OnelayerError FILE_INVALID for a
 *   path that isn't there, DATA_UNAVAILABLE if models are to be evaluated or runs repeated, and CIFAR-10
 *   can't be had; the signal's reason
 * @category Report
 * @example
 * const files = await verifyResults(['submissions'], { retrain: true });
 * for (const { name, verdict, reasons } of files) console.log(name, verdict, reasons[0]);
 */
export function verifyResults(
  paths: readonly string[],
  options?: VerifyOptions,
): Promise<VerifiedFile[]>;
/** @internal */
export function verifyResults(
  paths: readonly string[],
  options?: VerifyOptions,
  // eslint-disable-next-line @typescript-eslint/unified-signatures -- only the first one is published
  world?: Cifar10World,
): Promise<VerifiedFile[]>;
export async function verifyResults(
  paths: readonly string[],
  options: VerifyOptions = {},
  world?: Cifar10World,
): Promise<VerifiedFile[]> {
  assertVerifyOptions(paths, options);
  const submissions = findResults(paths);
  const verified: VerifiedFile[] = [];
  const tell = { name: '', epochs: null as VerifyProgress['epochs'] };
  const { onProgress, onVerified } = options;
  const show = (): void =>
    onProgress?.({ ...tell, done: verified.length, files: submissions.length });
  const workplace = new Workplace(options, world, (epochs) => {
    tell.epochs = epochs;
    show();
  });
  try {
    for (const submission of submissions) {
      // To read and check a file is one piece of work.
      await new TaskRunner(options.signal).pause();
      Object.assign(tell, { name: submission.name, epochs: null });
      show();
      const one = await workplace.verify(submission);
      verified.push(one);
      onVerified?.(one);
    }
  } finally {
    await workplace.end();
  }
  return verified;
}

/** What the files of a verification share. */
class Workplace {
  readonly #data: CourseData;
  readonly #retraining: Retraining | null;

  constructor(
    private readonly options: VerifyOptions,
    world: Cifar10World | undefined,
    onEpochs: (epochs: VerifyProgress['epochs']) => void,
  ) {
    const {
      data,
      signal,
      onFetch,
      onNotice,
      retrain = false,
      retrainEpochs,
      backend,
      threads,
    } = options;
    const source = { from: data, signal, onProgress: onFetch, onNotice };
    this.#data = new CourseData(source, world);
    this.#retraining = retrain
      ? new Retraining({
          ...{ backend, threads, signal },
          data: this.#data,
          epochs: retrainEpochs ?? Infinity,
          onEpoch: (done, total) => onEpochs({ done, total }),
        })
      : null;
  }

  async verify({ path: file, name, isFile }: Submission): Promise<VerifiedFile> {
    const evidence = new Evidence();
    const results = isFile ? checkOwnFigures(file, evidence) : null;
    if (!isFile) evidence.cannotTell('it has no results file');
    const found = new Map<number, number>();
    if (results !== null) {
      const { models = true, backend, threads, signal } = this.options;
      const options = { data: this.#data, backend, threads, signal };
      const keep = (accuracy: number, run: number) => found.set(run, accuracy);
      if (models) (await checkModels(file, results, options, evidence)).forEach(keep);
      // To train takes long, and couldn't clear a file that was altered.
      if (this.#retraining !== null && !evidence.isAltered) {
        (await this.#retraining.check(file, results, evidence)).forEach(keep);
      }
    }
    return { file, name, ...evidence.verdict(), runs: results ? runsOf(results, found) : [] };
  }

  async end(): Promise<void> {
    await this.#retraining?.end();
  }
}

function runsOf({ runs }: Results, found: ReadonlyMap<number, number>): VerifiedRun[] {
  const labels = runLabels(runs);
  return runs.map(({ test }, i) => ({
    name: labels[i].name,
    claimed: test?.accuracy ?? null,
    found: found.get(i) ?? null,
  }));
}

const OPTIONS: readonly (keyof VerifyOptions)[] = [
  ...(['data', 'models', 'retrain', 'retrainEpochs', 'backend', 'threads', 'signal'] as const),
  ...(['onProgress', 'onVerified', 'onFetch', 'onNotice'] as const),
];

function assertVerifyOptions(paths: readonly string[], options: VerifyOptions): void {
  if (!Array.isArray(paths)) {
    throw argumentError(TypeError, 'paths', 'an array of paths of results files', paths);
  }
  if (paths.length === 0) {
    throw argumentError(RangeError, 'paths', 'at least one path of a results file', 'none');
  }
  paths.forEach((own, i) => assertText(`paths[${i}]`, own));
  assertKnownKeys('options', options, OPTIONS);
  const { data, retrainEpochs } = options;
  if (data !== undefined) assertText('data', data);
  if (retrainEpochs !== undefined) assertInteger('retrainEpochs', retrainEpochs, 1);
}
