import { Check, figure, type Finding } from '../../checks';
import type { EpochRecord } from '../../training';
import type { OwnCodeError } from '../own-code-error';

const beside = new Check('code-against-onelayer', 'update');

/** The part of a cost that another order of the samples may change. */
const TOLERANCE = 0.05;

/** Compares the first epochs by the user's code with those by onelayer's own. */
export function againstOnelayer(
  own: readonly EpochRecord[],
  native: readonly EpochRecord[],
  samples: number,
): Finding {
  const [mine, theirs] = [own, native].map((history) => history.at(-1));
  if (mine === undefined || theirs === undefined) {
    return beside.saw('no epoch was finished').skipped('there is nothing to compare');
  }
  const [cost, expected] = [mine.train.cost, theirs.train.cost];
  const [accuracy, usual] = [mine.validation.accuracy, theirs.validation.accuracy];
  const percent = (fraction: number): string => `${(100 * fraction).toFixed(2)} %`;
  const seen =
    `after ${mine.epoch} epochs it has a cost of ${figure(cost)} and ${percent(accuracy)} in validation; ` +
    `onelayer's own code ${figure(expected)} and ${percent(usual)}`;
  const found = beside.saw(seen, { cost, expected, accuracy, usual });
  // Of two trainings in other orders, accuracies differ by chance: four standard errors.
  const chance = 4 * Math.sqrt((2 * usual * (1 - usual)) / samples);
  const isAlike =
    Math.abs(cost - expected) <= TOLERANCE * expected && Math.abs(accuracy - usual) <= chance;
  if (isAlike) return found.passed('it trains as onelayer does');
  return found.failed(
    'the same settings, first weights and samples give another training',
    'see which other check fails',
  );
}

/** Says why there is no training by the user's code. */
export function noTraining({ failure, functionName, fault }: OwnCodeError): Finding {
  const seen = functionName === null ? fault : `${functionName}: ${fault}`;
  const found = beside.saw(seen);
  return failure === 'unwritten' || failure === 'missing'
    ? found.skipped('there is no training to compare')
    : found.failed('the training could not go on', 'see which other check fails');
}
