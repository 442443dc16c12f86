import type { Results } from '../report';
import { closeness } from './arithmetic';
import { firstDifference } from './difference';
import type { Repetition } from './repetition';

/**
 * Tells from which epoch on rounding decides the course of a training: where one that began with weights
 * that are off by about their rounding comes out otherwise. A training whose steps are too large to
 * converge doubles any difference in each of them.
 */
export class Turning {
  #disturbed: Repetition | null = null;

  /** @param begin  begins the disturbed training, if it is needed */
  constructor(
    private readonly repetition: Repetition,
    private readonly results: Results,
    private readonly begin: () => Promise<Repetition>,
  ) {}

  /** The first epoch, up to one, at which a run comes out otherwise; null if there is none. */
  async at(run: number, last: number): Promise<number | null> {
    this.#disturbed ??= await this.begin();
    const { samples } = this.results;
    for (let epoch = 1; epoch <= last; epoch++) {
      const records = await this.repetition.epoch(epoch);
      const disturbed = await this.#disturbed.epoch(epoch);
      if (records === null || disturbed === null) return records === disturbed ? null : epoch;
      const isClose = closeness({ isSame: false }, this.repetition.job.settings[run], samples);
      if (firstDifference(disturbed[run], records[run], '', isClose) !== null) return epoch;
    }
    return null;
  }

  async end(): Promise<void> {
    await this.#disturbed?.end();
  }
}
