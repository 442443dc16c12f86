import type { Dtype } from '../../src/model';

/** The sizes that decide the cost of an epoch. */
export interface Shape {
  /** n */
  readonly samples: number;
  /** d */
  readonly features: number;
  /** K */
  readonly classes: number;
  readonly batchSize: number;
}

export type Variable = keyof Shape;

/** The shape around which one variable at a time changes, and its values, smallest first. */
export interface Plan {
  readonly base: Shape;
  readonly values: Readonly<Record<Variable, readonly number[]>>;
}

export const VARIABLES: readonly Variable[] = ['samples', 'features', 'classes', 'batchSize'];

/** The names of the variables in tables and plots. */
export const VARIABLE_NAMES: Readonly<Record<Variable, string>> = {
  samples: 'samples n',
  features: 'features d',
  classes: 'classes K',
  batchSize: 'mini-batch size',
};

export const PLAN: Plan = {
  base: { samples: 10_000, features: 3072, classes: 10, batchSize: 100 },
  values: {
    samples: [1000, 3000, 10_000, 50_000, 150_000, 500_000],
    features: [64, 256, 1024, 3072, 6144, 12_288],
    classes: [2, 5, 10, 32, 100, 320, 1000],
    batchSize: [10, 30, 100, 200, 500, 1000],
  },
};

/** Small sizes, which show within seconds that everything runs. */
export const QUICK_PLAN: Plan = {
  base: { samples: 500, features: 64, classes: 10, batchSize: 50 },
  values: {
    samples: [100, 500],
    features: [16, 64],
    classes: [2, 10],
    batchSize: [10, 50],
  },
};

/** The plan's shapes, with the base only once. */
export function shapesOf({ base, values }: Plan): Shape[] {
  const shapes = VARIABLES.flatMap((variable) =>
    values[variable].map((value) => ({ ...base, [variable]: value })),
  );
  return [...new Map(shapes.map((shape) => [shapeId(shape), shape])).values()];
}

/** The shapes in which one variable changes and the others are the base's, in order. */
export function shapesAlong({ base, values }: Plan, variable: Variable): Shape[] {
  return values[variable].map((value) => ({ ...base, [variable]: value }));
}

export function shapeId({ samples, features, classes, batchSize }: Shape): string {
  return `n ${samples}, d ${features}, K ${classes}, batch ${batchSize}`;
}

/** The measurements of a shape on a number of threads. */
export interface GrowthPoint {
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly threads: number;
  /** Seconds per sample of a shuffled training epoch; null if it could not be measured. */
  readonly seconds: number | null;
  /** NumPy's seconds per sample; null if it took no part. */
  readonly numpySeconds: number | null;
  /** Flops per second of large square products. */
  readonly rate: number | null;
  /** Why there are no figures; null if there are. */
  readonly failure: string | null;
}

/** The fraction of the rate of large square products that training reached, at 4·d·K flops per sample. */
export function shareOfLimit({ shape, seconds, rate }: GrowthPoint): number | null {
  if (seconds === null || rate === null) return null;
  return (4 * shape.features * shape.classes) / rate / seconds;
}
