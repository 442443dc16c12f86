import { zerosAtLine } from '../allocate';
import type { Task } from '../../tasks';
import type { FloatArray, PassShape } from '../backend';
import type { Addon } from '../load-addon';
import type { Candidate } from './candidates';

/** The number of multiplications in a round: some milliseconds. */
const ROUND = 1e8;

/** Bounds of a round's rows: at least a mini-batch, and not more than are of use. */
const FEWEST_ROWS = 100;
const MOST_ROWS = 1000;

/** The usual size of a mini-batch. */
const BATCH = 100;

const ROUNDS = 5;

/** A later candidate must take less than this part of an earlier one's time. */
const WORTHWHILE = 0.97;

/** A candidate, and its time for a sample on one thread. */
export interface TimedCandidate extends Candidate {
  readonly microseconds: number;
}

/** The fastest candidate, and the times of all. */
export interface Comparison extends Candidate {
  readonly times: readonly TimedCandidate[];
}

/**
 * Finds the candidate with the fastest training pass on one thread, as a cooperative task.
 * Candidates are timed in turn, several times, so that a machine's changing speed affects all
 * equally; the fastest time of each counts, since other load only adds to it.
 */
export function* findingFastest(
  addon: Addon,
  shape: PassShape,
  list: readonly Candidate[],
): Task<Comparison> {
  const samples = samplesOf(shape);
  const round = onOneThread(addon, prepareRound(addon, shape, samples));
  for (const candidate of list) {
    round(candidate);
    yield;
  }
  const times = list.map(() => Infinity);
  for (let i = 0; i < ROUNDS; i++) {
    for (const [at, candidate] of list.entries()) {
      const start = performance.now();
      round(candidate);
      times[at] = Math.min(times[at], performance.now() - start);
      yield;
    }
  }
  const microseconds = (ms: number): number => Number(((1000 * ms) / samples).toPrecision(4));
  return {
    ...list[firstOfFastest(times)],
    times: list.map((candidate, i) => ({ ...candidate, microseconds: microseconds(times[i]) })),
  };
}

/** Wraps a round to run on one thread; other work in between keeps its number of threads. */
function onOneThread(
  addon: Addon,
  round: (candidate: Candidate) => void,
): (candidate: Candidate) => void {
  return (candidate) => {
    const threads = addon.getThreads();
    addon.setThreads(1);
    try {
      round(candidate);
    } finally {
      addon.setThreads(threads);
    }
  };
}

function firstOfFastest(times: readonly number[]): number {
  let best = 0;
  times.forEach((time, at) => {
    if (time < WORTHWHILE * times[best]) best = at;
  });
  return best;
}

/** The samples of a round. */
function samplesOf({ classes, features }: PassShape): number {
  const samples = Math.floor(ROUND / (2 * classes * features));
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, samples));
}

/** Prepares a training pass over n made-up samples of the shape. */
function prepareRound(
  addon: Addon,
  { classes: K, features: d, dtype }: PassShape,
  n: number,
): (candidate: Candidate) => void {
  const floats = (length: number): FloatArray => zerosAtLine(addon, dtype, length);
  const parameters = floats(K * d + K);
  const gradients = floats(K * d + K);
  const slope = floats(d).fill(1 / 64);
  const intercept = floats(d).fill(-2);
  const X = new Uint8Array(n * d);
  for (let i = 0; i < X.length; i++) X[i] = (i * 31) % 251;
  const y = Uint16Array.from({ length: n }, (_, i) => i % K);
  const numbers = Uint32Array.from({ length: n }, (_, i) => i);
  const lambdas = Float64Array.of(0);
  return ({ product, tileRows }) => {
    const pass = addon.prepareGradients({
      gradients,
      parameters,
      lambdas,
      etas: null,
      velocities: null,
      momentum: 0,
      nesterov: false,
      loss: 'cross-entropy',
      labelSmoothing: 0,
      weights: null,
      models: 1,
      classes: K,
      features: d,
      X,
      slope,
      intercept,
      mean: null,
      inverse: null,
      y,
      product,
      tileRows,
    });
    for (let first = 0; first < n; first += BATCH) {
      pass(numbers, first, Math.min(BATCH, n - first), false);
    }
  };
}
