import { print, sayFor } from '../terminal/say';
import type { Backend } from '../../backend';
import {
  checkPaths,
  classCounts,
  Doctor,
  precisionFinding,
  TrainingWatch,
  type Finding,
} from '../../checks';
import { loadCifar10, StandardisedSet, Standardiser } from '../../data';
import { Parameters } from '../../model';
import { defaultRng } from '../../random';
import {
  countFindings,
  isDoubtful,
  withHomesShort,
  writeDiagnosis,
  type DataReport,
  type Diagnosis,
  type DiagnosedRun,
} from '../../report';
import { prepareJob, run, withValidation, type TrainingData } from '../../training';
import { backendOf } from '../backend-options';
import { readDoctorOptions, doctorProgram, type DoctorOptions } from './doctor-options';
import { fetchProgress } from '../progress/fetch-progress';
import { printJson } from '../print-json';
import { EXIT } from '../run-command';
import { trainingData, trainingFiles } from '../runs/run-data';
import type { PlannedRun } from '../runs/run-options';
import { sayFinding } from './say-finding';
import { assertDataExist, prepareOutputs } from '../prepare-outputs';
import { noteFallback } from '../say-backend';
import { banner } from '../train/train-output';
import { runTitle } from '../progress/run-title';
import { withTrainingProgress } from '../progress/training-progress';
import type { LoadedCommand } from '../onelayer/loaded-command';

/** Examines data, code and settings, watches each setting's first epochs, and prints a verdict. */
export async function doctorCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const options = readDoctorOptions(argv);
  const say = sayFor(options);
  prepareOutputs(options);
  assertDataExist(options.data);

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

  const visit = new Visit(backend, examined, options, signal);
  await visit.make();
  const { findings, runs } = visit;
  const all = [...findings, ...runs.flatMap((run) => run.findings)];
  if (!options.json) print(`\n${verdict(all, signal)}`);
  const diagnosis = withHomesShort<Diagnosis>({
    version: 2,
    backend: backend.report,
    data,
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

/** One visit of the doctor. It keeps its findings when the user stops it. */
class Visit {
  readonly findings: Finding[] = [];
  readonly runs: DiagnosedRun[] = [];
  private readonly doctor: Doctor;

  constructor(
    private readonly backend: Backend,
    private readonly data: TrainingData,
    private readonly options: DoctorOptions,
    private readonly signal: AbortSignal,
  ) {
    this.doctor = new Doctor({ backend, data, settings: options.runs[0].settings });
  }

  async make(): Promise<void> {
    try {
      this.say('data and code');
      for await (const finding of this.doctor.examine('full', this.signal)) {
        this.note(this.findings, finding);
      }
      this.note(this.findings, this.precision());
      for (const planned of this.options.runs) await this.diagnose(planned);
    } catch (error) {
      if (!this.signal.aborted) throw error;
    }
  }

  /** Examines a setting, and watches its first epochs. */
  private async diagnose(planned: PlannedRun): Promise<void> {
    const { configuration, settings } = planned;
    const { training } = this.data;
    this.say(`\n${runTitle(planned)}`);
    const findings: Finding[] = [];
    this.runs.push({ configuration, ...settings, findings });
    for await (const finding of this.doctor.examineSetting(settings, this.signal)) {
      this.note(findings, finding);
    }
    const { signal } = this;
    const job = await prepareJob(this.backend, this.data, [settings], { signal });
    const watch = new TrainingWatch(settings, classCounts(training));
    await withTrainingProgress([planned], this.options.quiet, async (listener) => {
      listener.step(job);
      for await (const event of run(job, { signal })) {
        if (event.kind === 'step') listener.step(job);
        if (event.kind !== 'epoch') continue;
        const [record] = event.records.map(withValidation);
        watch.see(record);
        listener.epoch([record]);
      }
    });
    for (const finding of watch.findings()) this.note(findings, finding);
  }

  /** Checks the float32 gradients of each backend. */
  private precision(): Finding {
    const { training } = this.data;
    const { batchSize, seed } = this.options.runs[0].settings;
    const parameters = Parameters.draw(
      training.classes.length,
      training.features,
      'float64',
      defaultRng(seed),
    );
    const samples = new StandardisedSet(training, Standardiser.fit(training));
    return precisionFinding(
      checkPaths({
        inUse: this.backend,
        samples,
        parameters,
        lambda: 0.1,
        batchSizes: [batchSize, 107],
      }),
    );
  }

  private note(findings: Finding[], finding: Finding): void {
    findings.push(finding);
    const { json, quiet } = this.options;
    if (!json && (!quiet || isDoubtful(finding))) sayFinding(print, finding);
  }

  private say(line: string): void {
    const { json, quiet } = this.options;
    if (!json && !quiet) print(line);
  }
}

export const command: LoadedCommand = { run: doctorCommand, program: doctorProgram };
