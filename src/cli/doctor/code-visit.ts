import type { Finding } from '../../checks';
import {
  againstOnelayer,
  examineOwnCode,
  noTraining,
  OwnCodeError,
  trainingByOwnCode,
  type OwnCode,
} from '../../exercise';
import { prepareJob } from '../../training';
import type { PlannedRun } from '../runs/run-options';
import { runsByBoth } from '../train/own-code-options';
import { Visit, type Visited } from './visit';

/** Examines code of the user's own, and the trainings by it. */
export class CodeVisit extends Visit {
  constructor(
    visited: Visited,
    private readonly code: OwnCode,
  ) {
    super(visited);
  }

  protected override async examine(): Promise<void> {
    const { data, options } = this.visited;
    this.say(this.code.file);
    const [{ settings }] = options.runs;
    await this.noteAll(examineOwnCode({ code: this.code, data, settings }));
  }

  protected override async *train(planned: PlannedRun): AsyncGenerator<Finding> {
    try {
      yield* await this.trained(planned);
    } catch (error) {
      if (!(error instanceof OwnCodeError)) throw error;
      yield noTraining(error);
    }
  }

  private async trained(planned: PlannedRun): Promise<Finding[]> {
    const { backend, data, signal } = this.visited;
    const { code } = this;
    const { settings } = planned;
    const prepared = await prepareJob(backend, data, [settings, settings], { signal });
    const { job } = await trainingByOwnCode(prepared, [0], code, signal);
    const { findings, histories } = await this.watch(job, runsByBoth([planned], code.file));
    return [...findings, againstOnelayer(histories[0], histories[1], data.validation.samples)];
  }
}
