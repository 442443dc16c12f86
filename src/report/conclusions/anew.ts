import { reportedAccuracy } from '../results/reported-accuracy';
import type { ReportedRun, Results } from '../results/results';
import { conclude } from '.';

/** Results with the conclusions that follow from their runs, whatever the file says. */
export function concludedAnew(results: Results): Results {
  const { runs, classes, samples, data, search } = results;
  const searches = search === undefined ? [] : [search];
  const reported = (run: ReportedRun) => reportedAccuracy(run, data);
  const circumstances = { classes, validationSamples: samples.validation, reported, searches };
  return { ...results, conclusions: conclude(runs, circumstances) };
}
