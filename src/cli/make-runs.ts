import path from 'node:path';
import type { Backend } from '../backend';
import { analyseTest, runLabels, saveRun, type DataReport, type ReportedRun } from '../report';
import {
  trainTogether,
  withValidation,
  type EpochRecord,
  type RunData,
  type TrainedRun,
} from '../training';
import type { AttendedRun, AttendingDoctor } from './attending-doctor';
import type { PlannedRun } from './run-options';
import { bestRun, MODEL_FILE, saveRunModel } from './saved-models';
import type { TrainOptions } from './train-options';
import { curve, runSummary } from './train-output';
import { runTitle, trainingProgress } from './training-progress';

/** What runs are made with. */
export interface Workplace {
  readonly backend: Backend;
  readonly data: RunData;
  /** Where the data are from. */
  readonly report: DataReport;
  readonly options: TrainOptions;
  /** Null where the doctor was switched off. */
  readonly doctor: AttendingDoctor | null;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Makes the runs in step with each other; an interruption ends them, and keeps what is finished. */
export async function makeRuns(workplace: Workplace): Promise<ReportedRun[]> {
  const { backend, data, options, signal } = workplace;
  const { runs, quiet } = options;
  const attended = await attendAll(workplace);
  if (signal.aborted) return [];
  const settings = runs.map((planned) => planned.settings);
  const { keptIn: checkpoint, resumed: resume } = options;
  resume?.runs.forEach(({ history }, run) => {
    for (const epoch of history) attended[run]?.see(withValidation(epoch));
  });
  const trained = await trainingProgress(runs, quiet).during((tellProgress) => {
    const onEpoch = (epochs: readonly EpochRecord[]): void => {
      epochs.forEach((epoch, run) => attended[run]?.see(epoch));
      tellProgress(epochs);
    };
    return trainTogether(backend, data, settings, { onEpoch, signal, checkpoint, resume });
  });
  const reported = await Promise.all(
    runs.map((planned, run) => {
      tellOf(planned, trained[run], workplace);
      const findings = attended[run]?.conclude() ?? null;
      return keep(planned, trained[run], findings, workplace);
    }),
  );
  await saveBest(trained, workplace);
  return reported;
}

/** Examines each run's setting, and begins to watch it. */
async function attendAll({ options, doctor, signal }: Workplace): Promise<AttendedRun[]> {
  const attended: AttendedRun[] = [];
  for (const { settings } of options.runs) {
    if (doctor === null || signal.aborted) break;
    attended.push(await doctor.attend(settings));
  }
  return attended;
}

function tellOf({ configuration }: PlannedRun, { record }: TrainedRun, { say }: Workplace): void {
  say(runSummary(configuration, record));
  const plot = curve(record);
  if (plot !== null) say(plot);
}

/** Analyses what was learnt, and saves it where it is to be saved. */
async function keep(
  { configuration }: PlannedRun,
  trained: TrainedRun,
  findings: ReportedRun['findings'],
  workplace: Workplace,
): Promise<ReportedRun> {
  const { data, options } = workplace;
  const { out } = options;
  const { record, predictions, trainer } = trained;
  const analysis = predictions && analyseTest(predictions, trainer.classifier.parameters);
  const run = { configuration, ...record, findings, analysis, folder: null };
  if (out === undefined || analysis === null) return run;
  const [{ slug }] = runLabels([run]);
  const folder = path.join(out, slug);
  await saveRun(folder, trained, data.test, analysis);
  await saveRunModel(path.join(folder, MODEL_FILE), trained, workplace);
  return { ...run, folder: slug };
}

/** Saves the best classifier where the options say. */
async function saveBest(trained: readonly TrainedRun[], workplace: Workplace): Promise<void> {
  const { options, say } = workplace;
  const best = bestRun(trained);
  if (options.save === undefined) return;
  if (best === null) {
    say(`saved     nothing in ${options.save}: no run was finished`);
    return;
  }
  await saveRunModel(options.save, best, workplace);
  const planned = options.runs[trained.indexOf(best)];
  say(`saved     ${options.save}: ${runTitle(planned)}`);
}
