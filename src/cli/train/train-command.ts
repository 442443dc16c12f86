import { printable } from '../../errors';
import path from 'node:path';
import { print, sayFor, type Say } from '../terminal/say';
import type { Cifar10World } from '../../data';
import {
  conclude,
  duration,
  makeFolder,
  makeReport,
  makingOf,
  prepareReport,
  reportedAccuracy,
  summaryNote,
  summaryTable,
  withDigest,
  withHomesShort,
  writeResults,
  type Making,
  type Results,
} from '../../report';
import { shellWord } from '../../report/text/shell-word';
import type { SearchResults } from '../../search';
import { ALONE, together, type Communicator } from '../../cluster';
import type { OwnCode } from '../../exercise';
import type { TrainingSettings } from '../../training';
import { clusterLines, joinForCommand, optionsOfRank } from './several-processes';
import { jobByOwnCode, withOwnCode } from './own-code';
import { settingsForPixels, TrainingDoctor } from './training-doctor';
import { makeRuns } from './make-runs';
import { prepareTraining, usedPatches } from './prepare-training';
import { withoutImpossibleReport } from './report-packages';
import { dataFacts } from '../runs/run-data';
import { withLivePage, type LivePage } from '../live/live-page';
import { calledAs, howToCall } from '../how-to-call';
import { EXIT } from '../run-command';
import { printJson } from '../print-json';
import { readTrainOptions, trainProgram, type TrainOptions } from './train-options';
import { assertDataExist, prepareOutputs } from '../prepare-outputs';
import { sayInterrupted } from './interruption';
import { banner } from './train-output';
import type { LoadedCommand } from '../onelayer/loaded-command';

/**
 * Trains the configurations that the command line names, and prints the results.
 *
 * @param world  the files of CIFAR-10; tests have small ones
 */
export async function trainCommand(
  argv: readonly string[],
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const all = await joinForCommand(argv, signal);
  const given = await together(all, async () => {
    const options = optionsOfRank(await readTrainOptions(argv), all);
    prepareOutputs(options);
    assertDataExist(options.data);
    return options;
  });
  const words = argv.slice(2);
  const made = makingOf(calledAs('train', words), words);
  await withLivePage(given, made.command, signal, (live) =>
    trainAndKeep(given, { made, words, all, live }, signal, world),
  );
}

interface Coded {
  /** Code of one's own to train with; null for onelayer's alone. */
  readonly code: OwnCode | null;
}

interface World {
  readonly world?: Cifar10World | undefined;
}

/** How a command was called. */
interface Call {
  readonly made: Making;
  /** The words of its command line that a resumed training needs again. */
  readonly words: readonly string[];
  /** The search that has chosen the runs, if any. */
  readonly search?: SearchResults;
  /** The processes that share the rows. By default this one has them. */
  readonly all?: Communicator;
  /** The page that shows the training, if any. */
  readonly live: LivePage | null;
}

/** Trains the runs of the options, and writes results and report. */
export async function trainAndKeep(
  given: TrainOptions,
  { made, words, search, all = ALONE, live }: Call,
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const options = withoutImpossibleReport(given);
  const say = sayFor(options);
  // Frees the data before the report, which needs as much memory again.
  const trained = await withOwnCode('train', options, signal, (code) =>
    trainAll(options, say, signal, { world, search, all, code, live }),
  );
  if (trained === null) {
    // The first process's exit code is the job's: another one would end it before that has written.
    if (all.rank > 0) process.exitCode = EXIT.ok;
    return;
  }
  if (options.out !== undefined) live?.recorder.writing();
  const results = withHomesShort({ ...trained, made });
  const file = saveResults(options, results);
  if (options.json && search === undefined) printJson(withDigest(results));
  const { page, isWritten } = await writeReport(options, file, say, signal);
  if (live !== null) live.report = page;
  // Another process of the job may have been told to.
  const isStopped = results.runs.some(({ test }) => test === null);
  if (isStopped && all.size > 1) process.exitCode ??= EXIT.terminated;
  if (signal.aborted || isStopped) {
    sayInterrupted(options, { words, processes: all.size }, results, isWritten, say);
  }
}

/** Trains the runs, prints and returns their results; null if none was begun. */
async function trainAll(
  given: TrainOptions,
  say: Say,
  signal: AbortSignal,
  {
    world,
    search,
    all,
    code,
    live,
  }: Pick<Call, 'search' | 'live'> & Required<Pick<Call, 'all'>> & World & Coded,
): Promise<Results | null> {
  const prepared = await together(all, () => prepareTraining(given, { world, all, say, signal }));
  const { backend, data, encoded, job, options, pictures, report } = prepared;
  const settings = options.runs.map((run) => run.settings);
  await live?.announce(say);
  const { plan } = job.objective;
  say(
    `${[banner(backend.report, plan, report, data, options), ...clusterLines(all)].join('\n')}\n`,
  );

  const facts = dataFacts(data);
  live?.recorder.data(facts);
  const examined = encoded === null ? settings[0] : settingsForPixels(settings[0]);
  const doctor = options.doctor
    ? new TrainingDoctor(backend, pictures, examined, say, signal)
    : null;
  const { findings, gradientCheck, ofCode } = await examine(doctor, settings, { code, live });
  // Loading takes half the time of a report, and costs less during the training than after.
  if (options.report && !signal.aborted) prepareReport();
  const own = code && (await jobByOwnCode(job, code, options.runs, say, signal));
  const runs = await makeRuns({
    ...{ data, options, pictures, doctor, live, ofCode, say, signal },
    groups: encoded?.groups ?? null,
    ...(own ?? { job, code: null }),
  });
  if (runs.length === 0) return null;
  if (!options.json) print(summaryTable(runs, report));
  say(summaryNote(runs, report));

  return {
    version: 3,
    created: new Date().toISOString(),
    backend: backend.report,
    plan,
    ...(all.size > 1 && { processes: all.size }),
    data: report,
    ...facts,
    ...(encoded && { patches: usedPatches(encoded) }),
    gradientCheck,
    findings,
    runs,
    ...(search && { search }),
    conclusions: conclude(runs, {
      ...(search && { searches: [search] }),
      classes: facts.classes,
      validationSamples: facts.samples.validation,
      reported: (run) => reportedAccuracy(run, report),
    }),
  };
}

/** Has the doctor, if there is one, examine data, gradients and the user's own code. */
async function examine(
  doctor: TrainingDoctor | null,
  settings: readonly TrainingSettings[],
  { code, live }: Coded & Pick<Call, 'live'>,
) {
  const findings = (await doctor?.examine()) ?? null;
  live?.recorder.findings(null, findings ?? []);
  const lambdas = settings.map(({ lambda }) => lambda);
  const what = code === null ? undefined : "onelayer's gradients";
  const gradientCheck = (await doctor?.checkGradients(lambdas, what)) ?? null;
  const ofCode = (code && (await doctor?.examineCode(code))) ?? [];
  return { findings, gradientCheck, ofCode };
}

/** Writes the results to the files of the options. Returns the file for the report, if any. */
function saveResults({ out, results }: TrainOptions, content: Results): string | undefined {
  if (results !== undefined) writeResults(results, besideRunFolders(results, out, content));
  if (out === undefined) return undefined;
  const file = path.join(makeFolder(out), 'results.json');
  writeResults(file, content);
  return file;
}

/** Removes the names of run folders from results outside the output folder, which don't lie beside them. */
function besideRunFolders(file: string, out: string | undefined, content: Results): Results {
  if (out !== undefined && path.dirname(path.resolve(file)) === path.resolve(out)) return content;
  return { ...content, runs: content.runs.map((run) => ({ ...run, folder: null })) };
}

/**
 * Writes the report, unless it is switched off; after Ctrl-C, prints the command that does.
 * Returns its file, if there is one, and whether all is written that was to be.
 */
async function writeReport(
  { out, report }: TrainOptions,
  file: string | undefined,
  say: Say,
  { aborted }: AbortSignal,
): Promise<{ readonly page: string | null; readonly isWritten: boolean }> {
  if (!report || out === undefined || file === undefined) return { page: null, isWritten: true };
  if (aborted) {
    const command = printable(`${howToCall('report')} ${shellWord(file)}`);
    say(`\nresults   ${printable(file)}\nreport    ${command} makes it of them`);
    return { page: null, isWritten: false };
  }
  const start = performance.now();
  const page = await makeReport({ files: [file], folder: out });
  say(`\nreport    ${printable(page)} (${duration((performance.now() - start) / 1000)})`);
  return { page, isWritten: true };
}

export const command: LoadedCommand = { run: trainCommand, program: trainProgram };
