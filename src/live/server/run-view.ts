import type { Finding } from '../../checks';
import type { Trial } from '../../search';
import type { AnyEpochRecord } from '../../training';
import type { JournalRun } from '../journal/form';
import type { LiveCurves, LiveRun } from '../state';
import { decimate } from './decimate';

type CurveName = Exclude<keyof LiveCurves, 'epochs'>;

/** Where each curve's values are in the record of an epoch. */
const CURVES: Readonly<Record<CurveName, (record: AnyEpochRecord) => unknown>> = {
  trainLoss: ({ train }) => train.loss,
  trainCost: ({ train }) => train.cost,
  trainAccuracy: ({ train }) => train.accuracy,
  validationLoss: ({ validation }) => validation?.loss,
  validationCost: ({ validation }) => validation?.cost,
  validationAccuracy: ({ validation }) => validation?.accuracy,
  updateRatio: ({ updateRatio }) => updateRatio,
  weightNorm: ({ weightNorm }) => weightNorm,
  gap: ({ gap }) => gap,
};

const NAMES = Object.keys(CURVES) as CurveName[];

/** Digits of a value: more than a curve shows. */
const DIGITS = 6;

/** What a journal says of one run. */
export class RunView {
  readonly #epochs: number[] = [];
  readonly #curves = NAMES.map((): (number | null)[] => []);
  readonly #hasValues = NAMES.map(() => false);
  #best: LiveRun['best'] = null;
  #weights: number | null = null;
  #findings: readonly Finding[] = [];
  #ending: string | undefined;
  /** The number of the change that changed it last. */
  changed = 0;

  constructor(readonly run: JournalRun) {}

  get best(): LiveRun['best'] {
    return this.#best;
  }

  /** The finished epochs. */
  get epoch(): number {
    return this.#epochs.at(-1) ?? 0;
  }

  addEpoch(record: AnyEpochRecord): void {
    const { epoch } = record;
    if (!Number.isSafeInteger(epoch) || epoch <= this.epoch) return;
    this.#add(epoch, (name) => CURVES[name](record));
  }

  /** Takes a finished trial of a search: its scores at the ends of its rungs. */
  addTrial({ failure, gap, rungs }: Trial): void {
    for (const { epochs, validation } of rungs) {
      const values: Partial<Record<CurveName, unknown>> = {
        validationLoss: validation.loss,
        validationAccuracy: validation.accuracy,
        gap,
      };
      if (epochs > this.epoch) this.#add(epochs, (name) => values[name]);
    }
    this.#ending = failure ?? 'finished';
  }

  setEnding(ending: string): void {
    this.#ending = ending;
  }

  setWeights(epoch: number): void {
    this.#weights = epoch;
  }

  setFindings(findings: readonly Finding[]): void {
    this.#findings = findings;
  }

  /** @param most  points of a curve, about */
  state(most: number): LiveRun {
    const { slug, title, settings, epochs } = this.run;
    return {
      ...{ slug, title, settings, epochs },
      epoch: this.epoch,
      curves: this.#thinned(most),
      best: this.#best,
      findings: this.#findings,
      weights:
        this.#weights === null
          ? null
          : { epoch: this.#weights, url: `weights/${slug}?epoch=${this.#weights}` },
      ...(this.#ending !== undefined && { ending: this.#ending }),
    };
  }

  #add(epoch: number, valueOf: (name: CurveName) => unknown): void {
    this.#epochs.push(epoch);
    NAMES.forEach((name, i) => {
      const value = numberOf(valueOf(name));
      this.#curves[i].push(value);
      this.#hasValues[i] ||= value !== null;
      const isBetter = value !== null && value > (this.#best?.accuracy ?? -1);
      if (name === 'validationAccuracy' && isBetter) this.#best = { epoch, accuracy: value };
    });
  }

  #thinned(most: number): LiveCurves {
    const filled = this.#curves.map((values, i) => (this.#hasValues[i] ? values : []));
    const { x, curves } = decimate(this.#epochs, filled, most);
    const named = Object.fromEntries(NAMES.map((name, i) => [name, curves[i]]));
    return { epochs: x, ...named } as unknown as LiveCurves;
  }
}

/** Rounds a number; null for what is none, such as the strings for numbers that aren't finite. */
function numberOf(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return Number(value.toPrecision(DIGITS));
}
