import { Check, type Finding } from '../../checks';
import { OwnCodeError } from '../own-code-error';
import { ownOrder } from '../training/own-order';
import type { CodeSubject } from './subject';
import type { WholeCheck } from './whole-check';

const signal = new Check('code-label-signal', 'labels');

/** In a random order, a sample moves by a third of all places in the mean. */
const LEAST_MOVE = 0.25;

/** Checks that a shuffled training set has each sample once, with its own label, in a new order. */
export const labelSignal: WholeCheck = { check: signal, needs: ['shuffle'], examine };

async function examine({ code, data, settings }: CodeSubject): Promise<Finding> {
  const { samples } = data.training;
  const order = await orderOf(code, samples, settings.seed);
  if (typeof order === 'string') {
    return signal
      .saw(`of ${samples} shuffled samples, ${order}`)
      .failed(
        'samples are trained on with the labels of others, or not at all',
        'draw one order, and take rows and labels by it',
      );
  }
  const moves = order.reduce((sum, from, to) => sum + Math.abs(from - to), 0);
  const moved = moves / samples ** 2;
  const percent = (100 * moved).toFixed(0);
  const seen = `of ${samples} shuffled samples, all keep their labels, and move by ${percent} % of the places in the mean`;
  const found = signal.saw(seen, { samples, moved });
  if (moved >= LEAST_MOVE) return found.passed('labels and samples belong together');
  return found.warning(
    'the order is hardly random: some 33 % are usual',
    'let each sample come to each place: swap each one with one drawn from those not yet placed',
  );
}

/** Returns the order, or what is wrong with it. */
async function orderOf(code: CodeSubject['code'], samples: number, seed: number) {
  try {
    return await ownOrder(code, samples, seed);
  } catch (error) {
    if (error instanceof OwnCodeError && error.failure === 'result') return error.fault;
    throw error;
  }
}
