import { zerosAtLine } from '../allocate';
import type { Task } from '../../tasks';
import type { FloatArray, PassShape } from '../backend';
import type { Addon } from '../load-addon';
import type { Candidate } from './candidates';

/** The multiplications of a round: some milliseconds of work. */
const ROUND = 1e8;

/** Rows of a round: enough for a mini-batch in every tile, and not more than are of use. */
const FEWEST_ROWS = 100;
const MOST_ROWS = 1000;

/** A mini-batch of the usual size. */
const BATCH = 100;

const ROUNDS = 5;

/** Another candidate must be faster by so much than one that stands before it in the list. */
const WORTHWHILE = 0.97;

/**
 * The candidate whose training pass takes the least time on this machine, on one thread: each is
 * timed in turn, several times, so that a machine's changing speed touches all alike; the fastest
 * time of each counts, since what else the machine does only adds to it. A step is a round.
 */
export function* findingFastest(
  addon: Addon,
  shape: PassShape,
  list: readonly Candidate[],
): Task<Candidate> {
  const round = onOneThread(addon, prepareRound(addon, shape));
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
  return list[firstOfFastest(times)];
}

/** Others may work in between, on as many threads as are set. */
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

/** A training pass over made-up samples of the shape. */
function prepareRound(
  addon: Addon,
  { classes: K, features: d, dtype }: PassShape,
): (candidate: Candidate) => void {
  const n = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.floor(ROUND / (2 * K * d))));
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
      y,
      product,
      tileRows,
    });
    for (let first = 0; first < n; first += BATCH) {
      pass(numbers, first, Math.min(BATCH, n - first), false);
    }
  };
}
