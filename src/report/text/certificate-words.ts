import type { Certificate, RunRecord } from '../../training';
import { small } from './format';

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
    ...(isReached ? [] : [String(reason)]),
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
 * Says of a run of a solver that gives certificates that it isn't as near to the optimum as asked for,
 * and why; null if it is, or was stopped.
 */
export function shortfallWords({
  bestEpoch = null,
  certificate = null,
  endedOnRequest,
  history,
  test,
}: RunRecord): string | null {
  if (certificate !== null) return certificate.isReached ? null : certificateWords(certificate);
  if (test === null || bestEpoch === null) return null;
  const why = endedOnRequest ? 'ended on request, the run' : 'early stopping';
  return `nothing is certified: ${why} kept the weights after iteration ${bestEpoch} of ${history.length}`;
}

/** A bound with two digits, rounded up so that it still holds. */
export function atMost(value: number): string {
  const near = Number(value.toPrecision(2));
  if (near >= value || !Number.isFinite(near)) return small(near);
  return small(near + 10 ** (Math.floor(Math.log10(near)) - 1));
}
