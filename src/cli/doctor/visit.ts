import type { Backend } from '../../backend';
import { classCounts, Doctor, TrainingWatch, type Finding } from '../../checks';
import { isDoubtful, type DiagnosedRun } from '../../report';
import { run, withValidation, type EpochRecord, type Job, type TrainingData } from '../../training';
import { runTitle } from '../progress/run-title';
import { withTrainingProgress } from '../progress/training-progress';
import type { PlannedRun } from '../runs/run-options';
import { print } from '../terminal/say';
import type { DoctorOptions } from './doctor-options';
import { sayFinding } from './say-finding';

/** What a visit of the doctor is about. */
export interface Visited {
  readonly backend: Backend;
  readonly data: TrainingData;
  readonly options: DoctorOptions;
  readonly signal: AbortSignal;
}

/** One visit of the doctor. It keeps its findings when the user stops it. */
export abstract class Visit {
  readonly findings: Finding[] = [];
  readonly runs: DiagnosedRun[] = [];
  protected readonly doctor: Doctor;

  constructor(protected readonly visited: Visited) {
    const { backend, data, options } = visited;
    this.doctor = new Doctor({ backend, data, settings: options.runs[0].settings });
  }

  async make(): Promise<void> {
    const { options, signal } = this.visited;
    try {
      await this.examine();
      for (const planned of options.runs) await this.diagnose(planned);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  /** Examines all that settings don't change. */
  protected abstract examine(): Promise<void>;

  /** Trains the first epochs of a setting, and yields what is seen. */
  protected abstract train(planned: PlannedRun): AsyncGenerator<Finding>;

  /** Examines a setting, and watches its first epochs. */
  private async diagnose(planned: PlannedRun): Promise<void> {
    const { configuration, settings } = planned;
    this.say(`\n${runTitle(planned)}`);
    const findings: Finding[] = [];
    this.runs.push({ configuration, ...settings, findings });
    for await (const finding of this.doctor.examineSetting(settings, this.visited.signal)) {
      this.note(findings, finding);
    }
    for await (const finding of this.train(planned)) this.note(findings, finding);
  }

  /** Trains a job, shows its progress, and returns what the watch has seen of its first run. */
  protected async watch(job: Job, runs: readonly PlannedRun[]) {
    const { data, options, signal } = this.visited;
    const watch = new TrainingWatch(runs[0].settings, classCounts(data.training));
    const histories: EpochRecord[][] = runs.map(() => []);
    await withTrainingProgress(runs, options.quiet, async (listener) => {
      listener.step(job);
      for await (const event of run(job, { signal })) {
        if (event.kind === 'step') listener.step(job);
        if (event.kind !== 'epoch') continue;
        const records = event.records.map(withValidation);
        watch.see(records[0]);
        records.forEach((record, i) => histories[i].push(record));
        listener.epoch(records);
      }
    });
    return { findings: watch.findings(), histories };
  }

  /** Keeps findings as they come, and says them. */
  protected async noteAll(coming: AsyncIterable<Finding>): Promise<void> {
    for await (const finding of coming) this.note(this.findings, finding);
  }

  protected note(findings: Finding[], finding: Finding): void {
    findings.push(finding);
    const { json, quiet } = this.visited.options;
    if (!json && (!quiet || isDoubtful(finding))) sayFinding(print, finding);
  }

  protected say(line: string): void {
    const { json, quiet } = this.visited.options;
    if (!json && !quiet) print(line);
  }
}
