import { equalBins, groupByBin, type Bin } from './bins';
import { isRight, type Answer } from './predictions';

/** How many answers give the true class a probability in one bin. */
export interface TrueClassBin extends Bin {
  readonly right: number;
  readonly wrong: number;
}

const BINS = 20;

/** The probability that the true class was given, of right and of wrong answers: 20 bins. */
export function trueClassHistogram(answers: readonly Answer[]): TrueClassBin[] {
  const groups = groupByBin(answers, ({ trueProbability }) => trueProbability, BINS);
  return equalBins(BINS).map((bin, i) => {
    const right = groups[i].filter(isRight).length;
    return { ...bin, right, wrong: groups[i].length - right };
  });
}
