import { ratio, type Medians } from './medians';

/** A ratio to reach. */
export interface Target {
  readonly what: string;
  readonly atLeast: number;
  readonly measure: (medians: Medians) => number | null;
}

/** The verdict on a target; `not measured` if a case is missing. */
export type Verdict = 'met' | 'missed' | 'not measured';

export interface JudgedTarget {
  readonly what: string;
  readonly atLeast: number;
  /** On each machine; null if a case is missing there. */
  readonly measured: readonly (number | null)[];
  /** Of the worst one. */
  readonly verdict: Verdict;
}

/** The targets, in float32; peers have the number of threads that suits them best. */
export const TARGETS: readonly Target[] = [
  {
    what: 'training on 1 thread: share of the sgemm rate',
    atLeast: 0.6,
    measure: (m) => ratio(m.productsLimit('training', 1), m.epoch('native', 1, 'training')),
  },
  {
    what: 'training on 2 threads: times as fast as on 1',
    atLeast: 1.6,
    measure: (m) => ratio(m.epoch('native', 1, 'training'), m.epoch('native', 2, 'training')),
  },
  {
    what: 'training on 2 threads: times as fast as plain JavaScript',
    atLeast: 25,
    measure: (m) => ratio(m.epoch('js', 1, 'training'), m.epoch('native', 2, 'training')),
  },
  {
    what: 'training on 1 thread: times as fast as NumPy',
    atLeast: 2.5,
    measure: (m) => ratio(m.best('numpy', 'training'), m.epoch('native', 1, 'training')),
  },
  {
    what: 'training on 2 threads: times as fast as NumPy',
    atLeast: 4,
    measure: (m) => ratio(m.best('numpy', 'training'), m.epoch('native', 2, 'training')),
  },
  {
    what: 'training on 1 thread: times as fast as PyTorch',
    atLeast: 3,
    measure: (m) => ratio(m.best('torch', 'training'), m.epoch('native', 1, 'training')),
  },
  {
    what: 'training on 2 threads: times as fast as PyTorch',
    atLeast: 5,
    measure: (m) => ratio(m.best('torch', 'training'), m.epoch('native', 2, 'training')),
  },
  {
    what: 'evaluation of 20,000 samples: times as fast as NumPy',
    atLeast: 3,
    measure: (m) => ratio(m.best('numpy', 'evaluation'), m.best('native', 'evaluation')),
  },
  {
    what: 'plain JavaScript training: share of what V8 multiplies and adds',
    atLeast: 0.7,
    measure: (m) =>
      ratio(
        m.limitOf({ contender: 'js', threads: 1, dtype: 'float32' }, 'training'),
        m.epoch('js', 1, 'training'),
      ),
  },
  {
    what: 'plain JavaScript training: times as fast as TensorFlow.js, cpu',
    atLeast: 3,
    measure: (m) => ratio(m.best('tfjs', 'training'), m.epoch('js', 1, 'training')),
  },
  {
    what: 'the whole job: times as fast as NumPy',
    atLeast: 5,
    measure: (m) => ratio(m.bestWhole('numpy'), m.bestWhole('native')),
  },
];

/** Measures the targets on some machines. */
export function judge(
  machines: readonly Medians[],
  targets: readonly Target[] = TARGETS,
): JudgedTarget[] {
  return targets.map(({ what, atLeast, measure }) => {
    const measured = machines.map(measure);
    return { what, atLeast, measured, verdict: verdict(measured, atLeast) };
  });
}

/** Judges the worst ratio; NaN is missed. */
export function verdict(measured: readonly (number | null)[], atLeast: number): Verdict {
  const there = measured.filter((value) => value !== null);
  if (there.length === 0) return 'not measured';
  return there.every((value) => value >= atLeast) ? 'met' : 'missed';
}
