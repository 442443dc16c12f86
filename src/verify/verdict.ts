import { OnelayerError } from '../errors';

/**
 * What is found of a results file:
 *
 * - `right`: nothing that was checked contradicts it;
 * - `altered`: it isn't as onelayer wrote it: its digest is another, or it contradicts itself;
 * - `wrong`: it agrees with itself, but its models or its runs, repeated, give other figures;
 * - `cannot tell`: something that was to be checked could not be.
 *
 * @category Report
 */
export type Verdict = 'right' | 'altered' | 'wrong' | 'cannot tell';

/** The outcome of one check. @inline */
export type Outcome = 'right' | 'wrong' | 'not checked';

/** The checks of a results file, in their order. */
export const CHECKS = ['form', 'digest', 'figures', 'models', 'training'] as const;

/** The name of a check. @inline */
export type CheckName = (typeof CHECKS)[number];

/** The test accuracy of a run, as a fraction. */
export interface VerifiedRun {
  /** E.g. `configuration 2`. */
  readonly name: string;
  /** What the file says; null of a run that was not tested. */
  readonly claimed: number | null;
  /** Of its saved model, or of the run repeated; null if neither was evaluated. */
  readonly found: number | null;
}

/**
 * What `verifyResults` found of a results file.
 *
 * @category Report
 */
export interface VerifiedFile {
  /** The path of the file, or of a folder without one. */
  readonly file: string;
  /** Its name among the others: its path in the folder that was given. */
  readonly name: string;
  readonly verdict: Verdict;
  /** Why it isn't right, in a sentence each; none if it is. */
  readonly reasons: readonly string[];
  /** What was not checked, and why, where that was not needed for the verdict. */
  readonly notes: readonly string[];
  /**
   * The outcome of each check: of the form; of the digest; of the figures against each other; of the
   * saved models on the test set; of the training, repeated.
   */
  readonly checks: Readonly<Record<CheckName, Outcome>>;
  readonly runs: readonly VerifiedRun[];
}

/** Collects what the checks of a file find, and draws the verdict. */
export class Evidence {
  readonly #checks = new Map<CheckName, Outcome>();
  readonly #faults: string[] = [];
  readonly #unknown: string[] = [];
  readonly #notes: string[] = [];
  #isAltered = false;

  /** Counts a check as right, unless it was found to be wrong. */
  pass(check: CheckName): void {
    if (!this.#checks.has(check)) this.#checks.set(check, 'right');
  }

  /** Something contradicts the file. */
  fail(check: CheckName, reason: string): void {
    this.#checks.set(check, 'wrong');
    this.#faults.push(reason);
    this.#isAltered ||= check !== 'models' && check !== 'training';
  }

  /** Something that the verdict needs can't be checked. */
  cannotTell(reason: string): void {
    this.#unknown.push(reason);
  }

  /** True once something shows that the file is not as it was written. */
  get isAltered(): boolean {
    return this.#isAltered;
  }

  note(what: string): void {
    this.#notes.push(what);
  }

  /** What follows from all of it. */
  verdict(): Pick<VerifiedFile, 'verdict' | 'reasons' | 'notes' | 'checks'> {
    const outcome = (check: CheckName): [CheckName, Outcome] => [
      check,
      this.#checks.get(check) ?? 'not checked',
    ];
    return {
      verdict: this.#kind(),
      reasons: [...this.#faults, ...this.#unknown],
      notes: this.#notes,
      checks: Object.fromEntries(CHECKS.map(outcome)) as VerifiedFile['checks'],
    };
  }

  #kind(): Verdict {
    if (this.#faults.length > 0) return this.#isAltered ? 'altered' : 'wrong';
    return this.#unknown.length > 0 ? 'cannot tell' : 'right';
  }
}

/** Returns true for the error of a file that is damaged, or isn't what it should be. */
export function isFileFault(error: unknown): error is OnelayerError {
  return error instanceof OnelayerError && error.code === 'FILE_INVALID';
}
