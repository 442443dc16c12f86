import { isFailure, isScore, type TrialLine } from '../journal/form';
import { keyOf } from '../journal/merge-lines';

/** The trials that can't be trained: those of earlier sessions are tried again. */
export class Failures {
  private readonly before: ReadonlySet<string>;
  private readonly own = new Set<number>();

  /** @param lines  those that are there when a process starts */
  constructor(lines: readonly TrialLine[]) {
    this.before = new Set(lines.filter(isFailure).map(keyOf));
  }

  /** Adds a trial that has failed in this process. */
  add(trial: number): void {
    this.own.add(trial);
  }

  /** The trials that have failed, here or in another process, since this one started. */
  among(lines: readonly TrialLine[]): Set<number> {
    const scored = new Set(lines.filter(isScore).map(placeOf));
    const failed = lines.filter(
      (line) => isFailure(line) && !this.before.has(keyOf(line)) && !scored.has(placeOf(line)),
    );
    return new Set([...this.own, ...failed.map(({ trial }) => trial)]);
  }
}

const placeOf = ({ trial, rung, fold }: TrialLine): string => [trial, rung, fold].join();
