import type { SearchResults, Trial } from '../../src/search';
import { searchOf, trialOf } from './search-results';

/** A number from 0 to 1 that looks drawn at random, the same for the same arguments. */
function noise(i: number, j: number): number {
  const x = Math.sin(12.9898 * i + 78.233 * j) * 43758.5453;
  return x - Math.floor(x);
}

/** The hits of 1,000 at λ and η: best near λ 0.03 and η 0.03, none if η is too large. */
function hitsAt(lambda: number, eta: number, seed: number): number {
  const [l, e] = [Math.log10(Math.max(lambda, 1e-5)) + 1.5, Math.log10(eta) + 1.5];
  return Math.round(410 - 9 * l * l - 22 * e * e - 6 * e * Math.abs(l) + 6 * noise(seed, 1));
}

const FAILURE = 'its cost is not finite after epoch 2';

/** λ × η on a grid: the largest η fails with all but the largest λ. */
export function gridSearch(): SearchResults {
  const lambdas = [0, 0.001, 0.01, 0.1, 1];
  const etas = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];
  const trials = lambdas.flatMap((lambda, i) =>
    etas.map((eta, j) =>
      eta === 1 && lambda < 1
        ? trialOf({ lambda, eta }, [], { failure: FAILURE })
        : trialOf({ lambda, eta }, [hitsAt(lambda, eta, 10 * i + j)]),
    ),
  );
  return searchOf(trials, ['lambda', 'eta'], { rule: 'one-standard-error' });
}

/** The path of λ, from large to small, to 0. */
export function pathSearch(): SearchResults {
  const lambdas = Array.from({ length: 19 }, (_, i) => 10 ** (1 - i / 3));
  const trials = [...lambdas, 0].map((lambda, i) =>
    trialOf({ lambda }, [hitsAt(lambda, 0.03, i)], { gap: 1e-7 }),
  );
  return searchOf(trials, ['lambda'], { kind: 'path', rule: 'one-standard-error' });
}

/** Random draws of five settings, halved at each rung; some fail. */
export function halvedSearch(count = 60): SearchResults {
  const draws = Array.from({ length: count }, (_, i): Trial => {
    const lambda = 10 ** (-5 + 6 * noise(i, 2));
    const eta = 10 ** (-3.5 + 3.5 * noise(i, 3));
    const settings = {
      lambda,
      eta,
      momentum: [0, 0.5, 0.9][i % 3],
      batchSize: [50, 100, 200, 400][i % 4],
      schedule: { kind: i % 2 === 0 ? ('constant' as const) : ('cosine' as const) },
    };
    const end = hitsAt(lambda, eta, i) - (i % 3);
    const hits = [0.86, 0.93, 0.97, 1].map((part) => Math.max(90, Math.round(part * end)));
    const failure = eta > 0.8 ? { failure: FAILURE, rungs: [] } : {};
    return trialOf(settings, hits, failure);
  });
  const order = draws
    .map((trial, i) => ({ i, hits: trial.rungs.at(-1)?.validation.accuracy ?? 0 }))
    .sort((a, b) => b.hits - a.hits);
  const trials = [...draws];
  order.forEach(({ i }, rank) => {
    const rungs = rank < count / 8 ? 4 : rank < count / 4 ? 3 : rank < count / 2 ? 2 : 1;
    trials[i] = { ...trials[i], rungs: trials[i].rungs.slice(0, rungs) };
  });
  return searchOf(trials, ['lambda', 'eta', 'momentum', 'batchSize', 'schedule']);
}
