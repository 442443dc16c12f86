import type { Finding } from '../checks';
import { isBatch, solverWords, type Job, type TrainingEvent } from '../training';
import type { JournalRun } from './journal/form';
import type { LiveRecorder } from './recorder';

/** What a job's recorder asks others for. */
export interface JobListener {
  /** The findings so far on each run; none without a doctor. */
  readonly findings: readonly (() => readonly Finding[])[];
  /** Writes a checkpoint of the job as it is, and returns the file's name; null if nobody can. */
  readonly checkpoint: (() => Promise<string>) | null;
}

/** Writes down how a job gets on, event by event, and hears what is asked of it. */
export class JobRecorder {
  readonly #stop = new AbortController();
  #isStopAsked = false;
  #isCheckpointAsked = false;

  constructor(
    private readonly recorder: LiveRecorder,
    private readonly job: Job,
    runs: readonly JournalRun[],
    private readonly listener: JobListener,
  ) {
    recorder.runs(runs);
    // A resumed job has epochs behind it.
    job.runs.forEach(({ history }, run) => {
      for (const record of history) recorder.epoch(run, record);
    });
    recorder.takes('stop', ...(listener.checkpoint === null ? [] : ['checkpoint' as const]));
  }

  /** Aborts when the job has been asked to stop, and has an epoch to keep. */
  get stopping(): AbortSignal {
    return this.#stop.signal;
  }

  async see(event: TrainingEvent): Promise<void> {
    const { recorder, listener } = this;
    const isLast = event.kind === 'ended';
    if (event.kind === 'epoch') this.#seeEpoch();
    this.#tellPlace(isLast);
    if (isLast) {
      recorder.judge(listener.findings, true);
      recorder.takes();
      return;
    }
    await this.#hear(event);
  }

  /** @param isLast  whether nothing follows: it is told in any case */
  #tellPlace(isLast: boolean): void {
    const { job, recorder } = this;
    const { progress, sampler, settings } = job;
    const [{ epochs }] = settings;
    const done = progress.epoch + progress.step / sampler.stepsPerEpoch;
    const isAtMost = isBatch(settings[0]);
    recorder.progress(solverWords(settings[0]).unit, done, epochs, { isAtMost, isLast });
    if (job.data.given.training.image) recorder.weights(done, job.parameters.members, isLast);
  }

  #seeEpoch(): void {
    const { job, recorder, listener } = this;
    job.runs.forEach(({ history, hasEnded, hasConverged }, run) => {
      const record = history.at(-1);
      if (record?.epoch !== job.progress.epoch) return;
      recorder.epoch(run, record);
      if (hasEnded) recorder.runEnded(run, hasConverged ? 'at the optimum' : 'stopped early');
    });
    recorder.judge(listener.findings);
  }

  /** Does what has been asked, as soon as that can be done. */
  async #hear({ kind }: TrainingEvent): Promise<void> {
    const { job, recorder, listener } = this;
    const asked = recorder.asked();
    this.#isStopAsked ||= asked.includes('stop');
    this.#isCheckpointAsked ||= asked.includes('checkpoint');
    // In the middle of an iteration, a solver of whole passes has no state to keep.
    const isBetweenSteps = kind === 'epoch' || !isBatch(job.settings[0]);
    if (this.#isCheckpointAsked && isBetweenSteps && listener.checkpoint !== null) {
      this.#isCheckpointAsked = false;
      recorder.checkpointed(await listener.checkpoint());
    }
    if (this.#isStopAsked && job.progress.epoch > 0) this.#stop.abort();
  }
}
