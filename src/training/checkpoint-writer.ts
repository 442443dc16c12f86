import { assertInteger, assertKnownKeys, assertText } from '../errors';
import { writeCheckpoint } from './checkpoint';
import type { TrainingSession } from './session';

/** Where and how often a training is kept. */
export interface CheckpointPlan {
  readonly file: string;
  /** Mini-batches from one to the next; an epoch's unless given. */
  readonly every?: number;
}

/** Asserts that a plan is one that can be followed; whether the file can be written is seen then. */
export function assertCheckpointPlan(name: string, plan: CheckpointPlan): void {
  assertKnownKeys(name, plan, ['file', 'every']);
  assertText(`${name}.file`, plan.file);
  if (plan.every !== undefined) assertInteger(`${name}.every`, plan.every, 1);
}

/** Keeps a training in a file now and then, while it goes on. */
export class CheckpointWriter {
  private readonly every: number;
  private since = 0;
  private isWritten = false;

  constructor(
    private readonly session: TrainingSession,
    private readonly plan: CheckpointPlan,
  ) {
    const [{ trainingNumbers, settings }] = session.trainers;
    this.every = plan.every ?? Math.ceil(trainingNumbers.length / settings.batchSize);
  }

  /** Is told of each step. */
  async afterStep(): Promise<void> {
    this.since++;
    this.isWritten = false;
    if (this.since >= this.every) await this.write();
  }

  /** Keeps the training as it is now. */
  async write(): Promise<void> {
    this.since = 0;
    await writeCheckpoint(this.plan.file, await this.session.snapshot());
    this.isWritten = true;
  }

  /** Keeps the training that has ended, unless it was just kept. */
  async finish(): Promise<void> {
    if (!this.isWritten) await this.write();
  }
}
