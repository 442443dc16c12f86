import path from 'node:path';
import { selectBackend, type Backend } from '../backend';
import { loadCifar10 } from '../data';
import {
  saveRun,
  summaryTable,
  writeResults,
  type DataReport,
  type ReportedRun,
  type Results,
} from '../report';
import { train, type EpochRecord, type RunData } from '../training';
import { AttendingDoctor } from './attending-doctor';
import { ASSIGNMENT_FILES, assignmentData } from './assignment-data';
import { fetchProgress } from './fetch-progress';
import { readTrainOptions, type TrainOptions } from './train-options';
import { banner, noteFallback, prepareOutputs, runSummary } from './train-output';
import { trainingProgress } from './training-progress';

const TABLE_NOTE =
  'Accuracies after the last epoch; "report" is the test accuracy in the assignment report.';

/** Trains the configurations that the command line names, and tells what came of them. */
export async function trainCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const options = readTrainOptions(argv);
  const say = options.quiet ? () => undefined : console.log;
  prepareOutputs(options);

  const backend = selectBackend({ backend: options.backend, threads: options.threads });
  if (options.quiet) noteFallback(options.backend, backend.report);
  const loaded = await loadCifar10({
    files: ASSIGNMENT_FILES,
    from: options.data,
    signal,
    ...fetchProgress(options.quiet),
  });
  const data: DataReport = { source: loaded.source, files: loaded.files };
  say(`${banner(backend.report, data, options)}\n`);

  const training = assignmentData(loaded);
  const doctor = options.doctor
    ? new AttendingDoctor(backend, training, options.runs[0].settings, say, signal)
    : null;
  const findings = (await doctor?.examine()) ?? null;
  const runs = await trainAll(backend, training, options, doctor, say, signal);
  if (runs.length > 0) {
    console.log(summaryTable(runs));
    say(TABLE_NOTE);
  }
  saveResults(options, { version: 1, backend: backend.report, data, findings, runs });
}

/** Makes the runs one after another; an interruption ends them, and keeps what is finished. */
async function trainAll(
  backend: Backend,
  data: RunData,
  options: TrainOptions,
  doctor: AttendingDoctor | null,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<ReportedRun[]> {
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
      return train(backend, data, planned.settings, { onEpoch, signal });
    });
    const record = { configuration: planned.configuration, ...trained.record };
    say(runSummary(record));
    const run = { ...record, findings: attended?.conclude() ?? null };
    runs.push(run);
    if (options.out !== undefined && run.test) await saveRun(options.out, run, trained);
  }
  return runs;
}

function saveResults({ out, results }: TrainOptions, content: Results): void {
  if (results !== undefined) writeResults(results, content);
  if (out !== undefined) writeResults(path.join(out, 'results.json'), content);
}
