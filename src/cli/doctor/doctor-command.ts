import path from 'node:path';
import { print, sayFor } from '../terminal/say';
import type { Finding } from '../../checks';
import { loadCifar10 } from '../../data';
import type { OwnCode } from '../../exercise';
import {
  countFindings,
  withHomesShort,
  writeDiagnosis,
  type DataReport,
  type Diagnosis,
} from '../../report';
import { backendOf } from '../backend-options';
import { CodeVisit } from './code-visit';
import { readDoctorOptions, doctorProgram, type DoctorOptions } from './doctor-options';
import { OnelayerVisit } from './onelayer-visit';
import { fetchProgress } from '../progress/fetch-progress';
import { printJson } from '../print-json';
import { EXIT } from '../run-command';
import { trainingData, trainingFiles } from '../runs/run-data';
import { assertDataExist, prepareOutputs } from '../prepare-outputs';
import { noteFallback } from '../say-backend';
import { withOwnCode } from '../train/own-code';
import { banner } from '../train/train-output';
import type { LoadedCommand } from '../onelayer/loaded-command';

/** Examines data, code and settings, watches each setting's first epochs, and prints a verdict. */
export async function doctorCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const options = readDoctorOptions(argv);
  prepareOutputs(options);
  assertDataExist(options.data);
  await withOwnCode('doctor', options, signal, (code) => diagnose(options, code, signal));
}

/** @param code  the user's own, to examine; null for onelayer's */
async function diagnose(
  options: DoctorOptions,
  code: OwnCode | null,
  signal: AbortSignal,
): Promise<void> {
  const say = sayFor(options);
  const backend = backendOf(options);
  if (options.quiet || options.json) noteFallback(options.backend, backend.report);
  // The test set isn't needed to find mistakes.
  const loaded = await loadCifar10({
    files: trainingFiles(options),
    from: options.data,
    signal,
    ...fetchProgress(options.quiet),
  });
  const data: DataReport = { source: loaded.source, files: loaded.files };
  const examined = trainingData(loaded, options);
  const [{ settings }] = options.runs;
  const { classes, features } = examined.training;
  const shape = { classes: classes.length, features, dtype: settings.dtype };
  const plan = backend.planFor(shape);
  say(`${banner(backend.report, plan, data, examined, options)}\n`);

  const visited = { backend, data: examined, options, signal };
  const visit = code === null ? new OnelayerVisit(visited) : new CodeVisit(visited, code);
  await visit.make();
  const { findings, runs } = visit;
  const all = [...findings, ...runs.flatMap((run) => run.findings)];
  if (!options.json) print(`\n${verdict(all, signal)}`);
  const diagnosis = withHomesShort<Diagnosis>({
    version: 2,
    backend: backend.report,
    data,
    ...(code !== null && { code: path.basename(code.file) }),
    findings,
    runs,
  });
  if (options.results !== undefined) writeDiagnosis(options.results, diagnosis);
  if (options.json) printJson(diagnosis);
  if (all.some((finding) => finding.verdict === 'failed')) process.exitCode ??= EXIT.failure;
}

function verdict(findings: readonly Finding[], { aborted }: AbortSignal): string {
  const is = (wanted: Finding['verdict']): boolean =>
    findings.some((finding) => finding.verdict === wanted);
  const sentence = is('failed')
    ? 'something is broken: see FAILED above'
    : is('warning')
      ? 'nothing is broken, and something is doubtful: see WARNING above'
      : 'all is well';
  return `verdict   ${aborted ? 'stopped; until then ' : ''}${sentence} (${countFindings(findings)})`;
}

export const command: LoadedCommand = { run: doctorCommand, program: doctorProgram };
