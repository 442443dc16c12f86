import { existsSync } from 'node:fs';
import path from 'node:path';
import { isArgumentError } from '../errors';
import { runLabels, type ReportedRun, type Results } from '../report';
import { wholeSettings } from '../training';
import { arithmeticFor, type BackendChoice } from './arithmetic';
import { isOfCifar10, type CourseData } from './course-data';
import { readSavedModel, testDifference, testModel } from './saved-model';
import { isEncodedAlike, OTHER_LOOPS, patchesDifference } from './patches';
import { isFileFault, type Evidence } from './verdict';

/** How saved models are evaluated. */
export interface ModelOptions extends BackendChoice {
  readonly data: CourseData;
  readonly signal: AbortSignal | undefined;
}

/**
 * Evaluates the models in the folders of a file's runs on the test set.
 *
 * @returns the test accuracy of each, by the run's index
 */
export async function checkModels(
  file: string,
  results: Results,
  { data, signal, ...choice }: ModelOptions,
  evidence: Evidence,
): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  const saved = savedRuns(file, results, evidence);
  if (saved.length === 0) return found;
  const set = isOfCifar10(results) ? await data.testSet(results) : null;
  if (set === null) {
    evidence.note('models not evaluated: they are of other data than CIFAR-10');
    return found;
  }
  const arithmetic = arithmeticFor(results, choice);
  for (const { run, index, folder, name } of saved) {
    try {
      const model = await readSavedModel(folder);
      if (model === null) {
        evidence.note(`${name}: no model was saved to evaluate`);
        continue;
      }
      const patches = patchesDifference(model, results);
      if (patches !== null) {
        evidence.fail('models', `${patches}, by the saved model`);
        continue;
      }
      if (!isEncodedAlike(results, arithmetic)) {
        evidence.cannotTell(`${name}: its model was not evaluated: ${OTHER_LOOPS}`);
        continue;
      }
      const seen = model.patches?.features ?? set.features;
      const { classes, features } = model.parameters;
      if (classes !== set.classes.length || features !== seen) {
        const size = `${classes} × ${features}`;
        evidence.fail(
          'models',
          `${name}: expected a model of CIFAR-10, got one of ${size} weights`,
        );
        continue;
      }
      const { loss, labelSmoothing, lambda } = wholeSettings(run);
      const cost = { objective: { loss, labelSmoothing }, lambda };
      const tested = await testModel(model, cost, set, arithmetic, signal);
      found.set(index, tested.test.accuracy);
      const difference = testDifference(run, `runs[${index}]`, tested, arithmetic, results.samples);
      if (difference === null) evidence.pass('models');
      else evidence.fail('models', `${difference}, by the saved model`);
    } catch (error) {
      if (!isFileFault(error) && !isArgumentError(error)) throw error;
      evidence.fail('models', error.message);
    }
  }
  return found;
}

interface SavedRun {
  readonly run: ReportedRun;
  readonly index: number;
  readonly folder: string;
  readonly name: string;
}

/** The runs that were tested, and whose folders stand beside the file. */
function savedRuns(file: string, { runs }: Results, evidence: Evidence): SavedRun[] {
  const labels = runLabels(runs);
  const named = runs.flatMap((run, index) =>
    run.folder === null || run.test === null
      ? []
      : [
          {
            run,
            index,
            folder: path.join(path.dirname(file), run.folder),
            name: labels[index].name,
          },
        ],
  );
  const there = named.filter(({ folder }) => existsSync(folder));
  if (there.length === 0) evidence.note('models not evaluated: none stand beside the file');
  else {
    const missing = named.filter(({ folder }) => !existsSync(folder));
    for (const { name } of missing) evidence.note(`${name}: its folder is not there`);
  }
  return there;
}
