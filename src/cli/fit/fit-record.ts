import type { FitResult } from '../../library';
import { otherDecays } from '../path/path-output';

/** The result of a fit as `--json` prints it. */
export function fitRecord(result: FitResult): object {
  const { best, calibration, certificate, isCut, isRefitted, lambda, samples, seconds } = result;
  const { test, results, understood } = result;
  return {
    understood,
    test: test && {
      samples: test.samples,
      ...{ accuracy: test.accuracy, interval: test.interval, majority: test.majority },
      loss: test.loss,
      ...{ classes: test.classes, confusion: test.confusion },
    },
    settings: best.settings,
    elsewhere: otherDecays(lambda, samples),
    certificate,
    ...{ calibration, samples, isRefitted, isCut },
    search: results,
    backend: result.backend,
    seconds,
  };
}
