import { percent } from '../text/format';
import type { Rule } from './rule';
import { capital, width } from './words';

/** A model whose confidence and accuracy are closer than this is well calibrated. */
const CLOSE = 0.03;

const RULE =
  'a run is over- or underconfident if its mean probability of the predicted class is more than 3 ' +
  'points off its test accuracy; ECE is the mean of that distance over ten bins of confidence';

/** Compares each run's mean confidence with its accuracy. */
export const concludeCalibration: Rule = (runs) =>
  runs.flatMap(({ run, label, index }) => {
    if (!run.analysis || !run.test) return [];
    const { confidence, expectedError } = run.analysis.calibration;
    if (!Number.isFinite(confidence)) return [];
    const { accuracy } = run.test;
    const excess = confidence - accuracy;
    return [
      {
        topic: 'calibration' as const,
        text:
          `${capital(label.name)} is ${verdict(excess)}: it is right in ${percent(accuracy)} and gives ` +
          `its predictions ${percent(confidence)} on average; expected calibration error ${width(expectedError)}.`,
        answer: verdict(excess),
        evidence: `confidence ${percent(confidence)}, ECE ${width(expectedError)}`,
        runs: [index],
        rule: RULE,
        figures: { accuracy, confidence, expectedError },
      },
    ];
  });

function verdict(excess: number): string {
  if (excess > CLOSE) return 'overconfident';
  return excess < -CLOSE ? 'underconfident' : 'well calibrated';
}
