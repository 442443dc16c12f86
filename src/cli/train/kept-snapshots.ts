import {
  earlierSnapshots,
  makeFolder,
  saveSnapshots,
  type WeightRecorder,
  type WeightSnapshot,
} from '../../report';
import type { TrainedRun } from './trained-run';

/** A run whose weights were recorded, and its place. */
export interface RecordedRun {
  readonly recorder: WeightRecorder;
  /** The run's number in the job. */
  readonly index: number;
  readonly trained: TrainedRun;
  /** The run's folder. */
  readonly folder: string;
  readonly isResumed: boolean;
}

/** The weights over the epochs up to those that the run kept, which come last; none of other samples than images. */
export function keptSnapshots(run: RecordedRun): WeightSnapshot[] {
  const { model, bestEpoch, record } = run.trained;
  if (model.image === null) return [];
  const kept = bestEpoch ?? record.history.length;
  const before = snapshotsSoFar(run).filter(({ epoch }) => epoch < kept);
  return [...before, { epoch: kept, weights: model.parameters.weights }];
}

/** Saves what was recorded of a run that was stopped, for when it is resumed. */
export async function saveForResuming(run: RecordedRun): Promise<void> {
  const snapshots = snapshotsSoFar(run);
  if (snapshots.length > 0) await saveSnapshots(makeFolder(run.folder), snapshots, shapeOf(run));
}

function snapshotsSoFar(run: RecordedRun): WeightSnapshot[] {
  const { recorder, index, trained, folder, isResumed } = run;
  const taken = recorder.of(index);
  if (!isResumed) return [...taken];
  const now = new Set(taken.map(({ epoch }) => epoch));
  const earlier = earlierSnapshots(folder, shapeOf(run), trained.record.history);
  return [...earlier.filter(({ epoch }) => !now.has(epoch)), ...taken];
}

function shapeOf({ trained }: RecordedRun): readonly [number, number] {
  const { classes, features } = trained.model.parameters;
  return [classes, features];
}
