import { equalBins, groupByBin, type Bin } from './bins';
import { isRight, type Prediction } from './predictions';

/**
 * The number of predictions that give the true class a probability in one bin.
 *
 * @category Models
 */
export interface TrueClassBin extends Bin {
  /** Correct ones. */
  readonly right: number;
  /** Wrong ones. */
  readonly wrong: number;
}

const BINS = 20;

/**
 * Computes the histograms of the true class's probability, for correct and for wrong predictions,
 * in 20 bins of equal width.
 *
 * @param predictions  as `LinearClassifier.evaluate` gives them
 * @category Models
 * @example
 * const { predictions } = await classifier.evaluate(test);
 * for (const { from, to, right } of trueClassHistogram(predictions)) console.log(from, to, right);
 */
export function trueClassHistogram(predictions: readonly Prediction[]): TrueClassBin[] {
  const groups = groupByBin(predictions, ({ trueProbability }) => trueProbability, BINS);
  return equalBins(BINS).map((bin, i) => {
    const right = groups[i].filter(isRight).length;
    return { ...bin, right, wrong: groups[i].length - right };
  });
}
