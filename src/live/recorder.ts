import { mkdirSync, rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../checks';
import { notWritable } from '../files';
import type { Trial } from '../search';
import { ownIdentity } from '../search/journal/machine';
import type { AnyEpochRecord } from '../training';
import { assertUnused } from './journal/assert-unused';
import {
  JOURNAL,
  LIVE_FOLDER,
  VERSION,
  type JournalData,
  type JournalLine,
  type JournalRun,
} from './journal/form';
import { JournalWriter } from './journal/writer';
import { Pace } from './pace';
import { takeRequests } from './requests';
import type { LiveEnding, LiveRequest } from './state';
import { Throttle } from './throttle';
import { writeWeights } from './weights-file';

/** Milliseconds between two looks for requests, two copies of the weights, two signs of life. */
const LOOK_MS = 250;
const WEIGHTS_MS = 2000;
export const BEAT_MS = 5000;

/** Milliseconds between two judgements of the runs' course. */
const FINDINGS_MS = 1000;

/**
 * Writes down how a training gets on, for whoever looks on: a journal in the folder of the training, and
 * the latest weights beside it. What goes wrong with that is told once, and never disturbs the training.
 */
export class LiveRecorder {
  readonly #journal: JournalWriter;
  readonly #beat: NodeJS.Timeout;
  readonly #pace = new Pace();
  readonly #look = new Throttle(LOOK_MS);
  readonly #weights = new Throttle(WEIGHTS_MS);
  readonly #judging = new Throttle(FINDINGS_MS);
  readonly #verdicts = new Map<string | null, string>();
  #slugs: string[] = [];

  /**
   * @param command  the command line
   * @param onNote   told, once, why nothing more is written down
   * @throws OnelayerError NOT_WRITABLE; also if a training that still runs writes to the folder
   */
  constructor(
    readonly folder: string,
    command: string,
    onNote: (message: string) => void,
  ) {
    const file = path.join(folder, JOURNAL);
    assertUnused(file);
    makeLiveFolder(folder);
    takeRequests(folder);
    this.#journal = new JournalWriter(
      file,
      { kind: 'start', version: VERSION, time: Date.now(), process: ownIdentity(), command },
      (reason) => onNote(`the live page gets nothing new: ${reason}`),
    );
    this.#beat = setInterval(() => beat(file), BEAT_MS).unref();
  }

  data({ classes, image, samples }: JournalData): void {
    this.#add({ kind: 'data', classes, image, samples });
  }

  runs(runs: readonly JournalRun[]): void {
    this.#slugs = runs.map(({ slug }) => slug);
    this.#add({ kind: 'runs', runs });
  }

  /** Takes the record of an epoch of a run. @param run  its index among those that were added last */
  epoch(run: number, record: AnyEpochRecord): void {
    this.#add({ kind: 'epoch', time: Date.now(), run: this.#slugs[run], record });
  }

  /** Takes the end of a run while others go on. */
  runEnded(run: number, ending: string): void {
    this.#add({ kind: 'run-ended', run: this.#slugs[run], ending });
  }

  trial(run: JournalRun, trial: Trial): void {
    this.#add({ kind: 'runs', runs: [run] });
    this.#add({ kind: 'trial', time: Date.now(), run: run.slug, trial });
  }

  /**
   * Takes the progress, if it is time to.
   *
   * @param isAtMost  whether it may end long before the total: nobody knows the time left
   * @param isLast    whether nothing follows: it is taken in any case
   */
  progress(
    unit: string,
    done: number,
    total: number,
    { isAtMost = false, isLast = false } = {},
  ): void {
    const known = this.#pace.of(unit, done, total, isLast);
    if (known !== null) this.#add({ kind: 'progress', time: Date.now(), ...known, isAtMost });
  }

  /**
   * Copies the weights of the runs that were added last, if it is time to.
   *
   * @param epoch   with a fraction
   * @param isLast  whether nothing follows: they are copied in any case
   */
  weights(
    epoch: number,
    weightsOf: readonly { readonly weights: ArrayLike<number> }[],
    isLast = false,
  ): void {
    if (this.#journal.isOff || (!this.#weights.isDue() && !isLast)) return;
    const start = performance.now();
    try {
      weightsOf.forEach(({ weights }, i) => {
        writeWeights(this.folder, this.#slugs[i], weights);
        this.#add({ kind: 'weights', run: this.#slugs[i], epoch });
      });
    } catch {
      // A journal on the same disk has told why.
    }
    this.#weights.spent(performance.now() - start);
  }

  /** Takes the findings on data and code: null, or on a run, if there is another verdict among them. */
  findings(run: string | null, findings: readonly Finding[]): void {
    const verdicts = findings.map(({ check, verdict }) => `${check} ${verdict}`).join();
    if (this.#verdicts.get(run) === verdicts) return;
    this.#verdicts.set(run, verdicts);
    this.#add({ kind: 'findings', run, findings });
  }

  /** Judges the course of the runs that were added last, if it is time to. */
  judge(findingsOf: readonly (() => readonly Finding[])[], isLast = false): void {
    if (this.#journal.isOff || (!this.#judging.isDue() && !isLast)) return;
    const start = performance.now();
    findingsOf.forEach((findings, i) => this.findings(this.#slugs[i], findings()));
    this.#judging.spent(performance.now() - start);
  }

  checkpointed(file: string): void {
    this.#add({ kind: 'checkpoint', time: Date.now(), file });
  }

  /** Tells that the training is over, and its results and report are being written. */
  writing(): void {
    this.#add({ kind: 'writing' });
  }

  /** Tells what the training takes from now on. */
  takes(...requests: LiveRequest[]): void {
    this.#add({ kind: 'takes', requests });
  }

  /** Returns what has been asked since, looking for it at most four times a second. */
  asked(): LiveRequest[] {
    if (!this.#look.isDue()) return [];
    const asked = takeRequests(this.folder);
    for (const request of asked) this.#add({ kind: 'asked', request });
    return asked;
  }

  /** Writes the end. @param report  the report's file in the folder, if one was written */
  async end(ending: LiveEnding, report: string | null): Promise<void> {
    clearInterval(this.#beat);
    this.#add({ kind: 'ended', time: Date.now(), ending, report });
    await this.#journal.close();
    // The report has the weights.
    if (report !== null)
      rmSync(path.join(this.folder, LIVE_FOLDER), { recursive: true, force: true });
  }

  #add(line: JournalLine): void {
    this.#journal.add(line);
  }
}

function makeLiveFolder(folder: string): void {
  try {
    mkdirSync(path.join(folder, LIVE_FOLDER), { recursive: true });
  } catch (error) {
    throw notWritable(folder, error);
  }
}

/** Gives a sign of life where there is nothing to write: the journal's time is that of the last one. */
function beat(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Without it, the page says that the training is silent: it can't be told more from here.
  }
}
