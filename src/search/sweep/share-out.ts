import { isScore, type Place } from '../journal/form';
import type { PreparedSweep } from './prepare-sweep';
import type { Standing } from './standing';
import { membersOf } from './trials';
import { unitsOf } from './units';

/** Trials of one fold that this process has claimed. */
export interface Work {
  readonly fold: number | null;
  /** The numbers of the trials, those of each job. */
  readonly units: readonly (readonly number[])[];
  /** The names of the claims, to be released. */
  readonly claims: readonly string[];
}

/** Trials of a fold. */
interface OnFold {
  readonly fold: number | null;
  readonly trials: readonly number[];
}

const claimOf = ({ rung, fold, trial }: Place): string =>
  `rung${rung}-fold${fold ?? 0}-trial${trial}`;

/** Shares out the trials of a sweep among the processes that are at work on its journal. */
export class ShareOut {
  constructor(
    private readonly parts: PreparedSweep,
    private readonly standing: Standing,
  ) {}

  /**
   * Claims some of a rung's trials that have no score, and that no other process has: as many as can be
   * trained as one job, but no more than this process's share of what is left.
   *
   * @returns `others` if all that is left is claimed by others, `none` if nothing is left
   */
  async next(rung: number): Promise<Work | 'others' | 'none'> {
    const { journal, sets } = this.parts;
    await journal.refresh();
    const open = sets.folds.map((fold) => ({ fold, trials: this.openIn(rung, fold) }));
    const held = await journal.claims.ofOthers();
    const { failed } = this.standing.known;
    const isHeld = (fold: number | null, trial: number): boolean =>
      held.has(claimOf({ rung, fold, trial }));
    const free = open
      .map(({ fold, trials }) => ({
        fold,
        trials: trials.filter((trial) => !failed.has(trial) && !isHeld(fold, trial)),
      }))
      .filter(({ trials }) => trials.length > 0);
    this.standing.others = await journal.claims.others();
    if (free.length > 0) return this.claim(rung, free);
    const isBusy = open.some(({ fold, trials }) => trials.some((trial) => isHeld(fold, trial)));
    return isBusy ? 'others' : 'none';
  }

  private async claim(rung: number, free: readonly OnFold[]): Promise<Work | 'others'> {
    const { checkpoints, journal } = this.parts;
    const { claims } = journal;
    const left = free.reduce((sum, { trials }) => sum + trials.length, 0);
    const [{ fold, trials }] = free;
    const [unit] = this.unitsOf(trials, fold, Math.ceil(left / (1 + this.standing.others)));
    const nameOf = (trial: number): string => claimOf({ rung, fold, trial });
    const names = await claims.take(unit.map(nameOf));
    // Another process may have trained them since, and released them.
    await journal.refresh();
    const open = this.openIn(rung, fold);
    const own = unit.filter((trial) => names.includes(nameOf(trial)) && open.includes(trial));
    if (own.length === 0) {
      await claims.release(names);
      return 'others';
    }
    await checkpoints.load(fold, own);
    return { fold, units: this.unitsOf(own, fold, own.length), claims: names };
  }

  /** The trials of a rung that have no score. */
  private openIn(rung: number, fold: number | null): number[] {
    const { header, lines } = this.parts.journal;
    const scored = lines.filter(isScore).filter((own) => own.rung === rung && own.fold === fold);
    const has = new Set(scored.map(({ trial }) => trial));
    return membersOf(header, lines, rung).filter((trial) => !has.has(trial));
  }

  private unitsOf(trials: readonly number[], fold: number | null, most: number): number[][] {
    const { checkpoints, data, journal } = this.parts;
    const { classes, features } = data.training;
    const shape = { classes: classes.length, features };
    return unitsOf(trials, journal.header.trials, { fold, checkpoints, shape, most });
  }
}
