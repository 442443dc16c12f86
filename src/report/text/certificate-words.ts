import type { Certificate, EpochRecord, RunRecord } from '../../training';
import { wholeSettings } from '../../training';
import { count, small } from './format';

/** Says how far a model is from its optimum at most, e.g. `J is at most 1.1e-6 above its minimum …`. */
export function certificateWords(certificate: Certificate): string {
  const { gap, relativeGap, distance, gradientNorm, isReached, reason } = certificate;
  if (gap === null || relativeGap === null || distance === null) {
    return `nothing is certified: ${reason}; ‖∂J/∂W‖ is ${small(gradientNorm)} at the end`;
  }
  return [
    gapWords(certificate),
    `‖W − W*‖ ≤ ${atMost(distance)}`,
    ...accuracyWords(certificate),
    ...(isReached ? [] : [`the tolerance is not reached: ${reason}`]),
  ].join('; ');
}

/** Says how far the cost is above its minimum at most. */
export function gapWords({ gap, relativeGap }: Certificate): string {
  const [absolute, relative] = [gap ?? NaN, relativeGap ?? NaN].map(atMost);
  return `J is at most ${absolute} above its minimum (${relative} of it)`;
}

/** What is a whole number but for this is one: 10⁴ · 0.559 is a little above 5,590. */
const FLOAT_ERROR = 1e-9;

/** Says what the bound on the weights tells of the accuracy at the optimum; nothing if it is from 0 to 100 %. */
export function accuracyWords({ accuracy }: Pick<Certificate, 'accuracy'>): string[] {
  if (accuracy === null) return [];
  const least = Math.floor(1e4 * accuracy.least + FLOAT_ERROR) / 100;
  const most = Math.ceil(1e4 * accuracy.most - FLOAT_ERROR) / 100;
  if (least === 0 && most === 100) return [];
  const [low, high] = [least, most].map((value) => `${value.toFixed(2)} %`);
  return [`training accuracy at the optimum between ${low} and ${high}`];
}

/**
 * Says why a run of a solver that gives certificates has none, and what to do; null if it has one, or
 * was stopped.
 */
export function uncertifiedWords(run: RunRecord): string | null {
  const { certificate = null, bestEpoch = null, history, test } = run;
  const last = history.at(-1);
  if (certificate !== null || last === undefined || test === null) return null;
  const iterations = count(history.length, 'iteration');
  if (bestEpoch !== null) {
    return `nothing is certified: early stopping kept the weights after iteration ${bestEpoch} of ${history.length}`;
  }
  const { tolerance } = wholeSettings(run);
  const missed = `the tolerance ${small(tolerance)} is not reached in ${iterations}`;
  return `${missed}${aboveWords(last)}; take more epochs, or a larger tolerance`;
}

function aboveWords({ gap = null, train }: EpochRecord): string {
  return gap === null
    ? ''
    : `: J is about ${small(gap)} above its minimum (${small(gap / train.cost)} of it)`;
}

/** A bound with two digits, rounded up so that it still holds. */
export function atMost(value: number): string {
  const near = Number(value.toPrecision(2));
  if (near >= value || !Number.isFinite(near)) return small(near);
  return small(near + 10 ** (Math.floor(Math.log10(near)) - 1));
}
