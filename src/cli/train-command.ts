import path from 'node:path';
import { selectBackend } from '../backend';
import { loadCifar10 } from '../data';
import {
  conclude,
  duration,
  makeFolder,
  makeReport,
  summaryTable,
  writeResults,
  type Results,
} from '../report';
import type { RunData } from '../training';
import { AttendingDoctor } from './attending-doctor';
import { ASSIGNMENT_FILES, assignmentData } from './assignment-data';
import { fetchProgress } from './fetch-progress';
import { makeRuns } from './make-runs';
import { readTrainOptions, type TrainOptions } from './train-options';
import { banner, noteFallback, prepareOutputs } from './train-output';

const TABLE_NOTE =
  'Accuracies after the last epoch; "report" is the test accuracy in the assignment report.';

/** Trains the configurations that the command line names, and tells what came of them. */
export async function trainCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const options = readTrainOptions(argv);
  const say = options.quiet ? () => undefined : console.log;
  prepareOutputs(options);

  const { tile: tileRows, product } = options;
  const backend = selectBackend({
    backend: options.backend,
    threads: options.threads,
    tileRows,
    product,
  });
  if (options.quiet) noteFallback(options.backend, backend.report);
  const loaded = await loadCifar10({
    files: ASSIGNMENT_FILES,
    from: options.data,
    signal,
    ...fetchProgress(options.quiet),
  });
  const { source, files } = loaded;
  const data = assignmentData(loaded);
  const { features, classes, image = null } = data.training;
  const { precision } = options;
  const plan = backend.planFor({ classes: classes.length, features, precision });
  say(`${banner(backend.report, plan, { source, files }, options)}\n`);

  const doctor = options.doctor
    ? new AttendingDoctor(backend, data, options.runs[0].settings, say, signal)
    : null;
  const findings = (await doctor?.examine()) ?? null;
  const lambdas = options.runs.map(({ settings }) => settings.lambda);
  const gradientCheck = (await doctor?.checkGradients(lambdas)) ?? null;
  const runs = await makeRuns({ backend, data, options, doctor, say, signal });
  if (runs.length === 0) return;
  console.log(summaryTable(runs));
  say(TABLE_NOTE);

  const samples = sampleCounts(data);
  const file = saveResults(options, {
    version: 2,
    created: new Date().toISOString(),
    backend: backend.report,
    plan,
    data: { source, files },
    samples,
    classes,
    image,
    gradientCheck,
    findings,
    runs,
    conclusions: conclude(runs, { classes, validationSamples: samples.validation }),
  });
  await writeReport(options, file, say, signal);
}

function sampleCounts({ training, validation, test }: RunData): Results['samples'] {
  return { training: training.samples, validation: validation.samples, test: test.samples };
}

/** Writes the results to where the options say, and hands out where the report can find them. */
function saveResults({ out, results }: TrainOptions, content: Results): string | undefined {
  if (results !== undefined) writeResults(results, besideRunFolders(results, out, content));
  if (out === undefined) return undefined;
  const file = path.join(makeFolder(out), 'results.json');
  writeResults(file, content);
  return file;
}

/** Run folders are beside the results in the output folder: elsewhere, they are not named. */
function besideRunFolders(file: string, out: string | undefined, content: Results): Results {
  if (out !== undefined && path.dirname(path.resolve(file)) === path.resolve(out)) return content;
  return { ...content, runs: content.runs.map((run) => ({ ...run, folder: null })) };
}

/** Writes the report, unless it was switched off; after Ctrl-C, the user decides. */
async function writeReport(
  { out, report }: TrainOptions,
  file: string | undefined,
  say: (line: string) => void,
  { aborted }: AbortSignal,
): Promise<void> {
  if (!report || out === undefined || file === undefined) return;
  if (aborted) {
    say(`\nresults   ${file}\nreport    npx ts-node bin/report.ts "${file}" makes it of them`);
    return;
  }
  const start = performance.now();
  const page = await makeReport({ files: [file], folder: out });
  say(`\nreport    ${page} (${duration((performance.now() - start) / 1000)})`);
}
