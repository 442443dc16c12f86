import { printable } from '../../errors';
import path from 'node:path';
import { note, type Say } from '../terminal/say';
import { saveModel } from '../../exchange';
import type { RecordedPredictions } from '../../model';
import {
  analyseTest,
  certificateWords,
  runLabels,
  savePatches,
  saveRun,
  shortfallWords,
  WeightRecorder,
  type OwnCodeUsed,
  type ReportedRun,
} from '../../report';
import {
  fittedRuns,
  isBatch,
  predict,
  withValidation,
  type Job,
  type RunRecord,
} from '../../training';
import { trainedByGroups } from './trained-by-groups';
import type { Workplace } from './workplace';
import { keptSnapshots, saveForResuming, type RecordedRun } from './kept-snapshots';
import type { WatchedRun } from './training-doctor';
import { reportFailure } from '../run-command';
import type { RunData } from '../runs/run-data';
import type { PlannedRun } from '../runs/run-options';
import type { TrainedRun } from './trained-run';
import { curve, runSummary } from './train-output';
import { runTitle } from '../progress/run-title';
import { runJob, type JobEnd } from './run-job';

/** The model's file in a run's folder, beside its arrays. */
const MODEL_FILE = 'model.safetensors';

/** Trains all runs together. An interruption ends them, and keeps what is finished. */
export async function makeRuns(workplace: Workplace): Promise<ReportedRun[]> {
  const { options, say, signal } = workplace;
  const watched = await watchAll(workplace);
  if (signal.aborted) return [];
  const recorder = new WeightRecorder(workplace.job);
  const trained = await trainAll(workplace, watched, recorder);
  // The first process speaks and writes for all.
  if (workplace.job.all.rank > 0) return [];
  const folders = foldersOf(workplace, trained);
  const reported = await Promise.all(
    options.runs.map((planned, i) => {
      const { record } = trained[i];
      say(runSummary(planned, record));
      sayOptimum(planned, record, say);
      const plot = curve(record);
      if (plot !== null) say(plot, { asIs: true });
      const findings = watched[i]?.conclude() ?? null;
      const recorded = { recorder, index: i, trained: trained[i], folder: folders[i] };
      return keep(planned, recorded, findings, workplace);
    }),
  );
  await saveBest(trained, workplace);
  return reported;
}

/** Says how far a run is from its optimum at most; as a note if that is not as near as asked for. */
function sayOptimum(planned: PlannedRun, record: RunRecord, say: Say): void {
  const { certificate } = record;
  const shortfall = isBatch(record) ? shortfallWords(record) : null;
  if (shortfall !== null) note(`${runTitle(planned)}: ${shortfall}`);
  else if (certificate) say(`optimum   ${certificateWords(certificate)}`, { hang: 10 });
}

/** Examines each run's setting, and returns the watched runs. */
async function watchAll(workplace: Workplace): Promise<WatchedRun[]> {
  const { code, doctor, ofCode, options, signal } = workplace;
  const watched: WatchedRun[] = [];
  for (const planned of options.runs) {
    if (doctor === null || signal.aborted) break;
    const isOwn = codeOf(planned, code).code !== undefined;
    watched.push(await doctor.watch(planned.settings, isOwn ? ofCode : []));
  }
  return watched;
}

/** Trains, and evaluates each run on the test set. */
async function trainAll(
  workplace: Workplace,
  watched: readonly WatchedRun[],
  recorder: WeightRecorder,
): Promise<TrainedRun[]> {
  const { job, data, options, groups, live, signal } = workplace;
  if (groups !== null) return [await trainedByGroups(workplace, groups, watched, recorder)];
  const { runs } = options;
  const start = performance.now();
  const settings = runs.map((planned) => planned.settings);
  job.runs.forEach(({ history }, i) => {
    for (const epoch of history) watched[i]?.see(epoch);
  });
  const end = await runJob(job, options, { watched, recorder, live }, signal);
  job.all.leave();
  if (job.all.rank > 0) return [];
  const concluded = await conclude(job, end, data, signal);
  const seconds = (performance.now() - start) / 1000 / runs.length;
  return concluded.map(({ record, ...others }, i) => ({
    record: { ...settings[i], ...record, seconds },
    ...others,
  }));
}

/** Returns the models of runs that have ended, evaluated on the test set unless stopped. */
async function conclude(
  job: Job,
  { ending, isAsked }: JobEnd,
  { test }: RunData,
  signal: AbortSignal,
) {
  const fitted = await fittedRuns(job, ending);
  fitted.forEach(({ model }, i) => job.parameters.members[i].assign(model.parameters.values));
  const isLeft = ending === 'stopped' && !isAsked;
  const predictions = isLeft ? null : await predictionsOf(job, test, signal);
  return fitted.map(({ bestEpoch, certificate, ...others }, i) => {
    const own = predictions?.[i] ?? null;
    const record = {
      history: job.runs[i].history.map(withValidation),
      ...(job.settings[i].earlyStopping || isAsked ? { bestEpoch } : {}),
      ...(isAsked ? { endedOnRequest: true as const } : {}),
      ...(isBatch(job.settings[i]) ? { certificate } : {}),
      test: own && job.objective.evaluation(own, job.parameters, i),
    };
    return { record, bestEpoch, certificate, ...others, predictions: own };
  });
}

/** Returns null if the signal aborts meanwhile. */
async function predictionsOf(
  job: Job,
  test: RunData['test'],
  signal: AbortSignal,
): Promise<RecordedPredictions[] | null> {
  try {
    return await predict(job, test, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    return null;
  }
}

/** Whose code trained a run, if not onelayer's own. */
function codeOf({ trainer }: PlannedRun, code: OwnCodeUsed | null): Pick<ReportedRun, 'code'> {
  return code !== null && trainer === code.file ? { code } : {};
}

/** The names of the runs' folders. */
function foldersOf(
  { options, code }: Workplace,
  trained: readonly TrainedRun[],
): readonly string[] {
  const runs = options.runs.map((planned, i) => ({
    ...{ configuration: planned.configuration, ...trained[i].record, ...codeOf(planned, code) },
    ...{ findings: null, analysis: null, folder: null },
  }));
  return runLabels(runs).map(({ slug }) => slug);
}

/** Analyses the model of a run, and saves it if the options say so. */
async function keep(
  planned: PlannedRun,
  recorded: Omit<RecordedRun, 'isResumed'>,
  findings: ReportedRun['findings'],
  { code, options, pictures }: Workplace,
): Promise<ReportedRun> {
  const { out, resumed, keptIn } = options;
  const { record, predictions, model, diverged } = recorded.trained;
  const { configuration } = planned;
  const analysis = predictions && analyseTest(predictions, model.parameters);
  const own = codeOf(planned, code);
  const reported = { configuration, ...record, ...own, findings, analysis, folder: null };
  if (out === undefined) return reported;
  const folder = path.join(out, recorded.folder);
  const run = { ...recorded, folder, isResumed: resumed !== undefined };
  if (analysis === null) {
    if (keptIn !== undefined) await saveForResuming(run);
    return reported;
  }
  await saveRun(folder, model, pictures.test, analysis, keptSnapshots(run));
  if (model.patches !== null) await savePatches(folder, model.patches);
  if (!diverged) await saveModel(path.join(folder, MODEL_FILE), model);
  return { ...reported, folder: recorded.folder };
}

/**
 * Saves the best classifier to the file of the option `--save`, if given. Where it can't be, says so and
 * sets the exit code: results and report are still to be written.
 */
async function saveBest(
  trained: readonly TrainedRun[],
  { options, say }: Workplace,
): Promise<void> {
  if (options.save === undefined) return;
  const best = bestRun(trained);
  try {
    await saveModel(options.save, trained[best].model);
    say(`saved     ${printable(options.save)}: ${runTitle(options.runs[best])}`);
  } catch (error) {
    const code = reportFailure(error);
    process.exitCode ??= code;
  }
}

/**
 * Returns the index of the run with the best validation accuracy at its kept epoch; of equals, the
 * first. One that diverged is the best only where all did.
 */
function bestRun(runs: readonly TrainedRun[]): number {
  const accuracies = runs.map(({ record: { history }, bestEpoch, diverged }) => {
    if (diverged) return -1;
    const kept = history.find(({ epoch }) => epoch === bestEpoch) ?? history.at(-1);
    return kept?.validation.accuracy ?? 0;
  });
  return accuracies.indexOf(Math.max(...accuracies));
}
