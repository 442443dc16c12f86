import type { Precision } from '../../src/model';

/** What decides the cost of an epoch. */
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

/** How the variables are called in tables and plots. */
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

/** Sizes at which everything can be seen to run, in seconds. */
export const QUICK_PLAN: Plan = {
  base: { samples: 500, features: 64, classes: 10, batchSize: 50 },
  values: {
    samples: [100, 500],
    features: [16, 64],
    classes: [2, 10],
    batchSize: [10, 50],
  },
};

/** The plan's shapes, the base but once. */
export function shapesOf({ base, values }: Plan): Shape[] {
  const shapes = VARIABLES.flatMap((variable) =>
    values[variable].map((value) => ({ ...base, [variable]: value })),
  );
  return [...new Map(shapes.map((shape) => [shapeId(shape), shape])).values()];
}

/** Where one variable changes and the others are the base's: its values in order. */
export function shapesAlong({ base, values }: Plan, variable: Variable): Shape[] {
  return values[variable].map((value) => ({ ...base, [variable]: value }));
}

export function shapeId({ samples, features, classes, batchSize }: Shape): string {
  return `n ${samples}, d ${features}, K ${classes}, batch ${batchSize}`;
}

/** What was measured at a shape, on so many threads. */
export interface GrowthPoint {
  readonly shape: Shape;
  readonly precision: Precision;
  readonly threads: number;
  /** Seconds a sample of a shuffled training epoch; null if it could not be measured. */
  readonly seconds: number | null;
  /** NumPy's; null where it took no part. */
  readonly numpySeconds: number | null;
  /** Flops a second of large square products. */
  readonly rate: number | null;
  /** Why there are no figures. */
  readonly failure: string | null;
}

/** The share of the rate of large square products that training reached; 4·d·K flops a sample. */
export function shareOfLimit({ shape, seconds, rate }: GrowthPoint): number | null {
  if (seconds === null || rate === null) return null;
  return (4 * shape.features * shape.classes) / rate / seconds;
}
