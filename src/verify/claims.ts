import path from 'node:path';
import type { FloatArray } from '../backend';
import type { DataSet } from '../data';
import { norm } from '../model';
import { FLOATS, readNpy, type ReportedRun, type Results } from '../report';
import { arithmeticOf, wholeSettings, type EpochRecord } from '../training';
import { closeness, type Arithmetic } from './arithmetic';
import { Turning } from './turning';
import { firstDifference, isSameNumber } from './difference';
import type { Repetition, RepeatedEnd } from './repetition';
import { testDifference } from './saved-model';
import type { Evidence } from './verdict';

/** A run that can be repeated, with its place in the file. */
interface ClaimedRun {
  readonly run: ReportedRun;
  readonly index: number;
  readonly place: string;
}

/** What epochs are compared with. */
export interface Comparison {
  readonly arithmetic: Arithmetic;
  /** The number of epochs to compare at most. */
  readonly epochs: number;
  readonly onEpoch: (done: number, total: number) => void;
  /** Begins the same training with weights that are off by about their rounding. */
  readonly disturbed: () => Promise<Repetition>;
}

/** What a file claims of the runs that can be repeated, held against their repetition. */
export class CourseClaims {
  readonly runs: readonly ClaimedRun[];
  /** Those that nothing has contradicted yet, by their place among them. */
  readonly #open: Map<number, ClaimedRun>;

  constructor(
    private readonly file: string,
    private readonly results: Results,
    private readonly evidence: Evidence,
  ) {
    const all = results.runs.map((run, index) => ({ run, index, place: `runs[${index}]` }));
    this.runs = all.filter(
      ({ run: { code, history } }) => code === undefined && history.length > 0,
    );
    this.#open = new Map(this.runs.entries());
    for (const { run, place } of all) {
      const { code, history } = run;
      if (code !== undefined) {
        evidence.cannotTell(`${place} was not repeated: the code of ${code.file} trained it`);
      } else if (history.length === 0) {
        const why = results.fit === undefined ? 'the file has none of its epochs' : 'it is a fit';
        evidence.cannotTell(`${place} was not repeated: ${why}`);
      }
    }
  }

  /** Compares each epoch's record, of each run until it differs. Returns true if some may be tested. */
  async compareEpochs(repetition: Repetition, comparison: Comparison): Promise<boolean> {
    const { evidence } = this;
    const longest = Math.max(...this.runs.map(({ run }) => run.history.length));
    const last = Math.min(longest, comparison.epochs);
    const turning = new Turning(repetition, this.results, comparison.disturbed);
    try {
      for (let epoch = 1; epoch <= last && this.#open.size > 0; epoch++) {
        const records = await repetition.epoch(epoch);
        for (const [i, claimed] of [...this.#open]) {
          const difference = this.#differenceAt(
            epoch,
            claimed,
            records?.[i],
            comparison.arithmetic,
          );
          if (difference === null) continue;
          this.#open.delete(i);
          await this.#judge(difference, epoch, i, turning, comparison.arithmetic);
        }
        comparison.onEpoch(epoch, last);
      }
    } finally {
      await turning.end();
    }
    if (this.#open.size > 0) evidence.pass('training');
    if (last === longest) return this.#open.size > 0;
    evidence.note(`repeated up to epoch ${last} of ${longest}: later epochs were not compared`);
    return false;
  }

  #differenceAt(
    epoch: number,
    { run, place }: ClaimedRun,
    record: EpochRecord | undefined,
    arithmetic: Arithmetic,
  ): string | null {
    const claimed = run.history.at(epoch - 1);
    if (claimed === undefined) return null;
    const own = `${place}.history[${epoch - 1}]`;
    if (record === undefined) return `${own}: expected none after the training's end, got one`;
    const isClose = closeness(arithmetic, run, this.results.samples);
    return firstDifference(claimed, asOldAs(claimed, record), own, isClose);
  }

  /** A difference is a fault, unless rounding alone makes as much of one. */
  async #judge(
    difference: string,
    epoch: number,
    run: number,
    turning: Turning,
    { isSame }: Arithmetic,
  ): Promise<void> {
    const turns = isSame ? null : await turning.at(run, epoch);
    if (turns === null) this.evidence.fail('training', `${difference}, by the training repeated`);
    else {
      this.evidence.cannotTell(
        `${this.runs[run].place}: rounding decides its course from epoch ${turns} on, and here sums ` +
          `are rounded otherwise (${difference}): repeat it on its own backend, ${this.#origin()}`,
      );
    }
  }

  /** The arithmetic of the file, in words. */
  #origin(): string {
    const { backend, plan, processes } = this.results;
    const product = plan?.product ?? 'gemm';
    const words = arithmeticOf({ report: backend }, product);
    return processes === undefined ? words : `${words}, in ${processes} processes`;
  }

  /** Compares the kept weights and their test. Returns the accuracies that were found. */
  async compareEnds(
    repetition: Repetition,
    set: DataSet,
    arithmetic: Arithmetic,
  ): Promise<Map<number, number>> {
    const found = new Map<number, number>();
    const tested = [...this.#open.values()].some(({ run }) => run.test !== null);
    const kept = this.runs.map(({ run }) => run.bestEpoch ?? null);
    const ends = tested ? await repetition.test(set, kept) : [];
    for (const [i, claimed] of this.#open) {
      const end = ends.at(i) ?? null;
      if (claimed.run.test === null || end === null) continue;
      found.set(claimed.index, end.test.accuracy);
      const difference =
        this.#differenceAtEnd(claimed, end, arithmetic) ??
        (await this.#differenceOfWeights(claimed, end.parameters, arithmetic));
      if (difference !== null) {
        this.evidence.fail('training', `${difference}, by the training repeated`);
      }
    }
    return found;
  }

  #differenceAtEnd(
    { run, place }: ClaimedRun,
    end: RepeatedEnd,
    arithmetic: Arithmetic,
  ): string | null {
    const { samples } = this.results;
    const ofTest = testDifference(run, place, end, arithmetic, samples);
    const { certificate } = run;
    if (ofTest !== null || certificate === undefined || !arithmetic.isSame) return ofTest;
    const own = `${place}.certificate`;
    return firstDifference(certificate, end.certificate, own, isSameNumber);
  }

  /** Compares the saved weights, if they stand beside the file. */
  async #differenceOfWeights(
    { run: { folder, ...run } }: ClaimedRun,
    parameters: FloatArray,
    { isSame }: Arithmetic,
  ): Promise<string | null> {
    if (folder === null) return null;
    const K = this.results.classes.length;
    const d = parameters.length / K - 1;
    const file = path.join(path.dirname(this.file), folder, 'weights.npy');
    const saved = await readNpy(file, [K, d], FLOATS);
    if (saved === null) return null;
    const W = parameters.subarray(0, K * d);
    const apart = norm(saved.map((weight, i) => weight - W[i])) / norm(W);
    const most = isSame ? 0 : APART[wholeSettings(run).dtype];
    if (apart <= most) return null;
    return `${folder}/weights.npy: expected the weights of the same training, got others, ${apart.toExponential(1)} of their norm apart`;
  }
}

/** How far the weights of a training on another arithmetic may lie apart, relative to their norm. */
const APART = { float32: 1e-5, float64: 1e-9 };

/** A record without what older files don't have. */
function asOldAs(claimed: EpochRecord, record: EpochRecord): EpochRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => name in claimed),
  ) as unknown as EpochRecord;
}
