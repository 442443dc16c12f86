import type { FloatArray } from '../../backend';
import type { FittedModel } from '../../model';
import type { PatchFeatures } from '../../patches';
import { TaskRunner, type Task } from '../../tasks';
import { printedEpoch } from '../printed-epoch';
import type { AnyEpochRecord } from '../runs';
import { joinedModel, type GroupModel } from './joined-model';
import { evaluatingMean, type ScoredSet } from './mean-scores';

/** The scores of an epoch: n×K of each set; no validation scores without a validation set. */
export interface EpochScores {
  readonly training: FloatArray;
  readonly validation: FloatArray | null;
}

/** A group of patches that is trained. */
export interface TrainedGroup extends GroupModel {
  readonly history: readonly AnyEpochRecord[];
  /** The scores after each epoch. */
  readonly scores: readonly EpochScores[];
}

/** Sums of the groups' scores after an epoch. */
interface Sums {
  readonly training: Float64Array;
  readonly validation: Float64Array | null;
}

/**
 * The mean of classifiers, each trained on the features of one group of a dictionary's patches: s is the
 * mean of their scores. After each epoch it is evaluated as if all had been trained together.
 */
export class GroupAverage {
  private readonly groups: GroupModel[] = [];
  private readonly histories: (readonly AnyEpochRecord[])[] = [];
  private readonly sums: Sums[] = [];

  constructor(
    private readonly training: ScoredSet,
    private readonly validation: ScoredSet | null,
  ) {}

  /** The number of groups so far. */
  get size(): number {
    return this.groups.length;
  }

  /** Adds a group of as many epochs as the others, without blocking the event loop. */
  add(trained: TrainedGroup): Promise<void> {
    return new TaskRunner().run(this.adding(trained));
  }

  /** Evaluates the mean of all groups after each epoch, without blocking the event loop. */
  history(): Promise<AnyEpochRecord[]> {
    return new TaskRunner().run(this.evaluatingAll());
  }

  private *adding({ group, model, history, scores }: TrainedGroup): Task<void> {
    this.groups.push({ group, model });
    this.histories.push(history);
    for (const [e, own] of scores.entries()) {
      const sum = (this.sums[e] ??= {
        training: new Float64Array(own.training.length),
        validation: own.validation && new Float64Array(own.validation.length),
      });
      addTo(sum.training, own.training);
      if (sum.validation !== null && own.validation !== null) {
        addTo(sum.validation, own.validation);
      }
      yield;
    }
  }

  /** Evaluates the mean of the groups so far after their last epoch. */
  latest(): Promise<AnyEpochRecord> {
    return new TaskRunner().run(this.epoch(this.sums.length - 1));
  }

  /** @param whole  the dictionary of the groups that were added */
  model(whole: PatchFeatures): FittedModel {
    return joinedModel(whole, this.groups);
  }

  private *evaluatingAll(): Task<AnyEpochRecord[]> {
    const records: AnyEpochRecord[] = [];
    for (let e = 0; e < this.sums.length; e++) {
      records.push(yield* this.epoch(e));
    }
    return records;
  }

  private *epoch(e: number): Task<AnyEpochRecord> {
    const own = this.histories.map((history) => history[e]);
    const [{ model }] = this.groups;
    const { training, validation } = this.sums[e];
    // ‖W‖² of the mean: groups have weights of their own, each divided by their number.
    const length = (norms: readonly number[]): number => Math.hypot(...norms) / own.length;
    const norms = own.map(({ weightNorm = 0 }) => weightNorm);
    const weightNorm = length(norms);
    const steps = own.map(({ updateRatio }, g) => updateRatio * norms[g]);
    const penalty = model.lambda * weightNorm ** 2;
    const ofTraining = yield* evaluatingMean(training, own.length, this.training, model.objective);
    const ofValidation =
      validation === null || this.validation === null
        ? null
        : yield* evaluatingMean(validation, own.length, this.validation, model.objective);
    return printedEpoch({
      epoch: e + 1,
      train: ofTraining.evaluation(penalty),
      validation: ofValidation?.evaluation(penalty) ?? null,
      outputs: ofTraining.outputs(),
      updateRatio: weightNorm === 0 ? 0 : length(steps) / weightNorm,
      weightNorm,
      seconds: {
        training: sum(own.map(({ seconds }) => seconds.training)),
        evaluation: sum(own.map(({ seconds }) => seconds.evaluation)),
      },
    });
  }
}

function addTo(sums: Float64Array, values: FloatArray): void {
  for (let i = 0; i < sums.length; i++) sums[i] += values[i];
}

const sum = (values: readonly number[]): number => values.reduce((all, own) => all + own, 0);
