import { checkPaths, precisionFinding, type Finding } from '../../checks';
import { StandardisedSet, Standardiser } from '../../data';
import { Parameters } from '../../model';
import { defaultRng } from '../../random';
import { prepareJob } from '../../training';
import type { PlannedRun } from '../runs/run-options';
import { Visit } from './visit';

/** Examines the data, and onelayer's own code. */
export class OnelayerVisit extends Visit {
  protected override async examine(): Promise<void> {
    this.say('data and code');
    await this.noteAll(this.doctor.examine('full', this.visited.signal));
    this.note(this.findings, this.precision());
  }

  protected override async *train(planned: PlannedRun): AsyncGenerator<Finding> {
    const { backend, data, signal } = this.visited;
    const job = await prepareJob(backend, data, [planned.settings], { signal });
    yield* (await this.watch(job, [planned])).findings;
  }

  /** Checks the float32 gradients of each backend. */
  private precision(): Finding {
    const { backend, data, options } = this.visited;
    const { training } = data;
    const { batchSize, seed } = options.runs[0].settings;
    const parameters = Parameters.draw(
      training.classes.length,
      training.features,
      'float64',
      defaultRng(seed),
    );
    const samples = new StandardisedSet(training, Standardiser.fit(training));
    return precisionFinding(
      checkPaths({
        inUse: backend,
        samples,
        parameters,
        lambda: 0.1,
        batchSizes: [batchSize, 107],
      }),
    );
  }
}
