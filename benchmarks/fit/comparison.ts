import type { Round } from '../harness/interleave';
import { median } from '../harness/statistics';
import type { MeasuredSet } from './measure-fits';

/** Two figures, ours and scikit-learn's, and what ours is of its, as the median over the splits. */
export interface Compared {
  readonly own: number;
  readonly peer: number;
  readonly share: number;
}

/** How both do on a set. */
export interface Comparison {
  readonly splits: number;
  /** The test rows of a split. */
  readonly samples: number;
  /** The mean accuracy over the splits. */
  readonly accuracy: Omit<Compared, 'share'>;
  /** Of scikit-learn's accuracy. */
  readonly standardError: number;
  /** The splits on which ours is lower by more than the error of scikit-learn's on their test rows. */
  readonly lower: number;
  /** The splits on which it is higher by more. */
  readonly higher: number;
  readonly seconds: Compared;
  readonly processorSeconds: Compared;
  /** Without starting and loading libraries. */
  readonly alone: Compared;
  readonly peakMemory: Compared;
  /** The splits on which a fit of scikit-learn's had not converged. */
  readonly unconverged: number;
  /** Whether ours is at least as accurate, but for a standard error. */
  readonly isAsAccurate: boolean;
  /** Whether ours takes a third of the time at most. */
  readonly isFast: boolean;
}

/** Ours may take this share of scikit-learn's time. */
export const SHARE = 1 / 3;

const valuesOf = (rounds: readonly Round[], quantity: string): number[] =>
  rounds.flatMap((round) => round[quantity]);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Compares what both did on the same splits. */
export function compared({ own, peer }: MeasuredSet): Comparison {
  const splits = peer.length;
  const times = (quantity: string): Compared => {
    const ours = valuesOf(own, quantity);
    const theirs = valuesOf(peer, quantity);
    const shares = theirs.map((value, split) => ours[split] / value);
    return { own: median(ours), peer: median(theirs), share: median(shares) };
  };
  const accuracies = valuesOf(peer, 'accuracy');
  const accuracy = { own: mean(valuesOf(own, 'accuracy')), peer: mean(accuracies) };
  const [samples] = valuesOf(peer, 'samples');
  const standardError =
    splits > 1 ? errorOfMean(accuracies) : binomialError(accuracy.peer, samples);
  const beyond = valuesOf(own, 'accuracy').map((ours, split) => {
    const theirs = accuracies[split];
    return Math.abs(ours - theirs) > binomialError(theirs, samples) ? Math.sign(ours - theirs) : 0;
  });
  const seconds = times('seconds');
  return {
    ...{ splits, samples, accuracy, standardError, seconds },
    lower: beyond.filter((sign) => sign < 0).length,
    higher: beyond.filter((sign) => sign > 0).length,
    processorSeconds: times('processorSeconds'),
    alone: times('alone'),
    peakMemory: times('peakMemory'),
    unconverged: valuesOf(peer, 'unconverged').filter((count) => count > 0).length,
    isAsAccurate: accuracy.own >= accuracy.peer - standardError,
    isFast: seconds.share <= SHARE,
  };
}

/** The standard error of an accuracy on n samples. */
function binomialError(accuracy: number, samples: number): number {
  return Math.sqrt((accuracy * (1 - accuracy)) / samples);
}

/** The standard error of the mean of values, at least two. */
function errorOfMean(values: readonly number[]): number {
  const center = mean(values);
  const squares = values.map((value) => (value - center) ** 2);
  const variance = squares.reduce((sum, square) => sum + square, 0) / (values.length - 1);
  return Math.sqrt(variance / values.length);
}
