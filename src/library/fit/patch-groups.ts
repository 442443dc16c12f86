import type { Backend } from '../../backend';
import type { FittedModel } from '../../model';
import {
  EncodedGroups,
  groupCount,
  type OnEncoded,
  type PatchFeatures,
  type PictureSets,
} from '../../patches';
import type { Descended, PartedFeatures, PartedTraining } from '../../search';
import { TaskRunner } from '../../tasks';
import { evaluatingMean, joinedModel, scoringSet } from '../../training';

/** How pictures are encoded for groups of patches. */
export interface GroupedEncoding {
  readonly backend: Backend;
  readonly onEncoded: OnEncoded;
  readonly signal: AbortSignal | undefined;
}

/** The features of pictures by groups of a dictionary's patches, one group after another in the same memory. */
export class PatchGroups implements PartedFeatures {
  readonly parts: number;
  private room: Uint8Array | undefined;

  /** @param most  patches of a group */
  constructor(
    private readonly whole: PatchFeatures,
    private readonly most: number,
    private readonly encoding: GroupedEncoding,
  ) {
    this.parts = groupCount(whole.settings.patches, most);
  }

  largest(): number {
    const { features, settings } = this.whole;
    return (features / settings.patches) * Math.ceil(settings.patches / this.parts);
  }

  begin(pictures: PictureSets): PartedTraining {
    const { encoding, most, room, whole } = this;
    // The last fit is to training and validation pictures together: it needs no more room.
    const groups = new EncodedGroups<PictureSets>(whole, most, pictures, { ...encoding, room });
    this.room = groups.room;
    return new GroupTraining(groups, encoding);
  }
}

/** What a λ has learnt so far: its trainings on the groups, and the sums of their validation scores. */
interface Learnt {
  readonly trained: Descended[];
  sums: Float64Array | null;
}

class GroupTraining implements PartedTraining {
  private readonly lambdas: Learnt[] = [];
  /** The features of a group, to train and to validate on. */
  private sets: PictureSets | null = null;

  constructor(
    private readonly groups: EncodedGroups<PictureSets>,
    private readonly encoding: GroupedEncoding,
  ) {}

  async part(g: number): Promise<PictureSets> {
    this.sets = await this.groups.encode(g, this.encoding.onEncoded);
    return this.sets;
  }

  async add(trained: readonly Descended[]): Promise<void> {
    for (const [i, own] of trained.entries()) {
      const learnt = (this.lambdas[i] ??= { trained: [], sums: null });
      learnt.trained.push(own);
      const S = await this.validationScores(own.fitted.model);
      learnt.sums = learnt.sums?.map((sum, at) => sum + (S?.[at] ?? 0)) ?? S;
    }
  }

  together(): Promise<Descended[]> {
    return Promise.all(this.lambdas.map((learnt) => this.joined(learnt)));
  }

  private async validationScores(model: FittedModel): Promise<Float64Array | null> {
    const { backend, signal } = this.encoding;
    const validation = this.sets?.validation;
    if (validation === undefined) return null;
    return new TaskRunner(signal).run(scoringSet(model, validation, backend));
  }

  private async joined({ trained, sums }: Learnt): Promise<Descended> {
    const { all } = this.groups;
    const models = trained.map(({ fitted: { model } }, g) => ({ group: all[g], model }));
    const model = joinedModel(this.groups.some(models.length), models);
    const mean = (of: (own: Descended) => number): number =>
      trained.reduce((sum, own) => sum + of(own), 0) / trained.length;
    return {
      fitted: {
        ...{ model, bestEpoch: null, certificate: null },
        diverged: trained.some(({ fitted }) => fitted.diverged),
      },
      epochs: Math.max(...trained.map(({ epochs }) => epochs)),
      kept: Math.round(mean(({ kept }) => kept)),
      isCut: trained.some(({ isCut }) => isCut),
      score: await this.scoreOf(sums, models.length, model),
      seconds: trained.length * mean(({ seconds }) => seconds),
    };
  }

  /** The loss and accuracy of the mean on the validation set; NaN without one. */
  private async scoreOf(
    sums: Float64Array | null,
    count: number,
    { objective }: FittedModel,
  ): Promise<Descended['score']> {
    const { validation } = this.groups.pictures;
    if (sums === null || validation === undefined) return { loss: NaN, accuracy: NaN };
    const set = { labels: validation.labels, weights: validation.weights ?? null };
    const runner = new TaskRunner(this.encoding.signal);
    const metrics = await runner.run(evaluatingMean(sums, count, set, objective));
    const { loss, accuracy } = metrics.evaluation(0);
    return { loss, accuracy };
  }
}
