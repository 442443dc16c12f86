import { Generator, type GeneratorState } from '../random';
import type { WholeSettings } from './settings';

/**
 * The order of the samples in each epoch, from a generator: a permutation if they are shuffled, and
 * then, if they are mirrored at random, a number for each.
 */
export class EpochOrder {
  /** Of the generator, before it drew the present epoch's order. */
  private drawnFrom: GeneratorState;
  /** n. */
  private readonly order: Uint32Array;

  /** @param numbers  of the samples as they came: n; their mirror images come n later */
  constructor(
    private generator: Generator,
    private readonly numbers: Uint32Array,
    private readonly settings: Pick<WholeSettings, 'shuffle' | 'horizontalFlips'>,
  ) {
    this.drawnFrom = generator.saveState();
    this.order = numbers.slice();
  }

  /** The next epoch's; or again that of the epoch that was begun. */
  next(isBegun: boolean): Uint32Array {
    const { shuffle, horizontalFlips } = this.settings;
    if (isBegun) this.restore(this.drawnFrom);
    this.drawnFrom = this.generator.saveState();
    if (shuffle || horizontalFlips) this.order.set(this.numbers);
    if (shuffle) this.generator.shuffle(this.order);
    if (horizontalFlips) this.mirrorAtRandom(this.order);
    return this.order;
  }

  /** The generator's state at the start of an epoch: of the present one, or of the next. */
  state(isInEpoch: boolean): GeneratorState {
    return isInEpoch ? this.drawnFrom : this.generator.saveState();
  }

  /** Makes an epoch's start the next one. */
  restore(state: GeneratorState): void {
    this.generator = Generator.restore(state);
    this.drawnFrom = state;
  }

  /** NumPy's `random(n) < 0.5` tells which samples are mirrored. */
  private mirrorAtRandom(order: Uint32Array): void {
    const n = order.length;
    for (let i = 0; i < n; i++) if (this.generator.random() < 0.5) order[i] += n;
  }
}
