import { equalBins, groupByBin, type Bin } from './bins';
import { isRight, type Prediction } from './predictions';

/**
 * How many predictions give the true class a probability in one bin.
 *
 * @category Models
 */
export interface TrueClassBin extends Bin {
  /** Right predictions. */
  readonly right: number;
  /** Wrong predictions. */
  readonly wrong: number;
}

const BINS = 20;

/**
 * Computes the histogram of the probabilities that the true classes are given, of right and of wrong
 * predictions, in 20 bins of equal width.
 *
 * @param predictions  as `LinearClassifier.evaluate` gives them
 * @category Models
 * @example
 * const { predictions } = await classifier.evaluate(test);
 * for (const { from, to, right, wrong } of trueClassHistogram(predictions)) console.log(from, to, right, wrong);
 */
export function trueClassHistogram(predictions: readonly Prediction[]): TrueClassBin[] {
  const groups = groupByBin(predictions, ({ trueProbability }) => trueProbability, BINS);
  return equalBins(BINS).map((bin, i) => {
    const right = groups[i].filter(isRight).length;
    return { ...bin, right, wrong: groups[i].length - right };
  });
}
