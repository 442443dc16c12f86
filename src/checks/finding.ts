/** The subjects of checks. */
export const AREAS = [
  'data',
  'labels',
  'standardising',
  'initial weights',
  'loss',
  'regularisation',
  'gradient',
  'update',
  'precision',
  'learning rate',
  'outputs',
  'generalisation',
] as const;

/** The subject of a check: where to look when it fails. */
export type Area = (typeof AREAS)[number];

/**
 * The verdict of a check. `failed`: something is broken, and results can't be trusted; `warning`:
 * it works, but a choice of settings or data is doubtful; `skipped`: the check couldn't be made.
 */
export type Verdict = 'passed' | 'warning' | 'failed' | 'skipped';

/**
 * The result of one check of the doctor or the watch. Each text is a clause or a short sentence,
 * without a full stop.
 *
 * @category Checks
 */
export interface Finding {
  /** The check's name, e.g. `initial-loss`; the same in all versions. */
  readonly check: string;
  /** The check's subject. */
  readonly area: Area;
  /** The verdict. */
  readonly verdict: Verdict;
  /** The observation, with its figures. */
  readonly seen: string;
  /** The conclusion from it. */
  readonly meaning: string;
  /** The advice; null if there is nothing to do. */
  readonly advice: string | null;
  /** The figures of `seen`, for programs. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Creates the findings of one check, under its permanent name. */
export class Check {
  constructor(
    readonly check: string,
    readonly area: Area,
  ) {}

  /** Takes what was seen, and returns the verdicts that can be given on it. */
  saw(seen: string, figures: Finding['figures'] = {}) {
    const { check, area } = this;
    const finding = (verdict: Verdict, meaning: string, advice: string | null): Finding => {
      return { check, area, verdict, seen, meaning, advice, figures };
    };
    return {
      passed: (meaning: string) => finding('passed', meaning, null),
      warning: (meaning: string, advice: string) => finding('warning', meaning, advice),
      failed: (meaning: string, advice: string) => finding('failed', meaning, advice),
      skipped: (meaning: string) => finding('skipped', meaning, null),
    };
  }
}
