import path from 'node:path';
import type { Backend } from '../backend';
import { analyseTest, runLabels, saveRun, type ReportedRun } from '../report';
import { train, type EpochRecord, type RunData, type TrainedRun } from '../training';
import type { AttendingDoctor } from './attending-doctor';
import type { PlannedRun } from './run-options';
import type { TrainOptions } from './train-options';
import { curve, runSummary } from './train-output';
import { trainingProgress } from './training-progress';

/** What runs are made with. */
export interface Workplace {
  readonly backend: Backend;
  readonly data: RunData;
  readonly options: TrainOptions;
  /** Null where the doctor was switched off. */
  readonly doctor: AttendingDoctor | null;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Makes the runs one after another; an interruption ends them, and keeps what is finished. */
export async function makeRuns(workplace: Workplace): Promise<ReportedRun[]> {
  const { options, doctor, signal } = workplace;
  const progress = trainingProgress(options.runs, options.quiet);
  const runs: ReportedRun[] = [];
  for (const planned of options.runs) {
    const attended = await doctor?.attend(planned.settings);
    if (signal.aborted) break;
    const trained = await progress.during(planned, (tellProgress) => {
      const onEpoch = (epoch: EpochRecord): void => {
        attended?.see(epoch);
        tellProgress(epoch);
      };
      return train(workplace.backend, workplace.data, planned.settings, { onEpoch, signal });
    });
    tellOf(planned, trained, workplace);
    const findings = attended?.conclude() ?? null;
    runs.push(await keep(planned, trained, findings, workplace));
  }
  return runs;
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
  { data, options: { out } }: Workplace,
): Promise<ReportedRun> {
  const { record, predictions, trainer } = trained;
  const analysis = predictions && analyseTest(predictions, trainer.classifier.parameters);
  const run = { configuration, ...record, findings, analysis, folder: null };
  if (out === undefined || analysis === null) return run;
  const [{ slug }] = runLabels([run]);
  await saveRun(path.join(out, slug), trained, data.test, analysis);
  return { ...run, folder: slug };
}
