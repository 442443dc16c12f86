import type { Product } from '../../binding';
import { LOSSES, type Loss, type Dtype } from '../../src/model';

/** The models, samples and plan of a pass. */
export interface Case {
  readonly classes: number;
  readonly features: number;
  readonly count: number;
  readonly dtype: Dtype;
  readonly dense: boolean;
  readonly models: number;
  readonly tileRows: number;
  readonly threads: number;
  readonly product: Product;
  readonly loss: Loss;
  readonly labelSmoothing: number;
  /** True if each sample has a weight of its own. */
  readonly weighted: boolean;
  readonly momentum: number;
  readonly nesterov: boolean;
}

export const usual: Case = {
  classes: 10,
  features: 192,
  count: 100,
  dtype: 'float32',
  dense: false,
  models: 1,
  tileRows: 28,
  threads: 1,
  product: 'direct',
  loss: 'cross-entropy',
  labelSmoothing: 0,
  weighted: false,
  momentum: 0,
  nesterov: false,
};

/** Enough features for several slices, and enough classes for the softmax to be shared out. */
const SLICED: Partial<Case>[] = [
  { features: 3100 },
  { features: 3100, models: 3 },
  { features: 3072, classes: 150 },
];

const STEPS: Partial<Case>[] = [
  {},
  { momentum: 0.9 },
  { momentum: 0.5, nesterov: true },
  { momentum: 0.9, models: 3 },
];

/** Every loss, with and without weights and smoothed labels, in every kind of step. */
export const OBJECTIVES: Partial<Case>[] = LOSSES.flatMap((loss) =>
  [0, 0.1]
    .filter((labelSmoothing) => loss !== 'hinge' || labelSmoothing === 0)
    .flatMap((labelSmoothing) =>
      [false, true].flatMap((weighted) =>
        STEPS.map((step) => ({ loss, labelSmoothing, weighted, ...step })),
      ),
    ),
);

/** Every seventh of them, with each loss and each kind of step. */
export const SOME_OBJECTIVES = OBJECTIVES.filter((_, i) => i % 7 === 0);

/** The same case with features for several slices. */
export const onSlices = (change: Partial<Case>): Partial<Case> => ({
  ...change,
  features: 3100,
  classes: 7,
});

/** Cases that are split among threads: several models, many classes, many samples. */
export const PARTED: Partial<Case>[] = [
  {},
  { models: 3 },
  { classes: 150, features: 500 },
  { count: 900 },
  ...SLICED,
];

/** One thing changed at a time, to its ends and around the sizes at which loops end. */
export const CHANGES: Partial<Case>[] = [
  {},
  ...[1, 2, 3, 4, 5, 6, 7, 9, 11, 16, 31, 48, 65, 130, 300].map((classes) => ({ classes })),
  ...[1, 2, 7, 15, 16, 17, 63, 64, 65, 255, 257, 1000].map((features) => ({ features })),
  ...[1, 2, 3, 4, 5, 27, 28, 29, 513].map((count) => ({ count })),
  ...[1, 2, 3, 5, 99, 100, 101, 1000].map((tileRows) => ({ tileRows })),
  { dense: true },
  { models: 4 },
  { models: 3, dense: true, count: 37, features: 77, classes: 7 },
  { models: 2, classes: 130, features: 130, count: 51 },
  ...SLICED,
  ...OBJECTIVES,
  ...LOSSES.map((loss) => ({ loss, classes: 700, features: 20 })),
];

export const title = (change: object): string =>
  Object.entries(change)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'the usual shape';
