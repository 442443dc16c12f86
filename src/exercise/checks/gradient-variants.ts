import type { Matrix } from '../matrix';
import {
  build,
  entry,
  minus,
  oneHot,
  scoresOf,
  shifted,
  softmaxOf,
  softmaxOfColumns,
  type Problem,
} from './definitions';

/** A derivative by the scores that a known mistake would use: n×K. */
export interface Variant {
  readonly mistake: string;
  readonly meaning: string;
  readonly G: Matrix;
}

/** The right derivative by the scores, P − Y, then those of known mistakes. */
export function variantsOf({ rows: { X, y }, parameters }: Problem): Variant[] {
  const S = scoresOf(X, parameters);
  const P = softmaxOf(S);
  const K = P.columns;
  const Y = oneHot(y, K);
  const G = minus(P, Y);
  const n = G.rows;
  const off = 'labels are off by one: classes count from 0';
  return [
    { mistake: 'right', meaning: '', G },
    { mistake: 'labels-not-subtracted', meaning: 'the labels are not subtracted: P − Y', G: P },
    {
      mistake: 'no-probabilities',
      meaning: 'it has the labels alone, without the probabilities: P − Y',
      G: minus(
        build(n, K, () => 0),
        Y,
      ),
    },
    {
      mistake: 'no-softmax',
      meaning: 'it has the scores where the probabilities should be',
      G: minus(S, Y),
    },
    {
      mistake: 'wrong-axis',
      meaning: 'the softmax runs over the samples: it is to run over the classes of one sample',
      G: minus(softmaxOfColumns(S), Y),
    },
    {
      mistake: 'sigmoid',
      meaning: 'it has the logistic function of each score, not the softmax',
      G: minus(
        build(n, K, (i, k) => 1 / (1 + Math.exp(-entry(S, i, k)))),
        Y,
      ),
    },
    {
      mistake: 'softmax-derivative-twice',
      meaning: 'P − Y has the derivative of softmax in it already: it is multiplied once more',
      G: build(n, K, (i, k) => entry(G, i, k) * entry(P, i, k) * (1 - entry(P, i, k))),
    },
    {
      mistake: 'labels-of-all',
      meaning: "1 is subtracted at the labels of all samples: each row has its own sample's",
      G: build(n, K, (i, k) => entry(P, i, k) - (Array.from(y).includes(k) ? 1 : 0)),
    },
    { mistake: 'labels-off-by-one', meaning: off, G: minus(P, oneHot(shifted(y, 1, K), K)) },
    { mistake: 'labels-off-by-one', meaning: off, G: minus(P, oneHot(shifted(y, -1, K), K)) },
    ...ofSomeRows(G),
  ];
}

/** Derivatives by the scores of some samples alone. */
function ofSomeRows(G: Matrix): Variant[] {
  const { rows: n, columns: K } = G;
  const alone = (row: number): Matrix =>
    build(n, K, (i, k) => (i === row ? n * entry(G, i, k) : 0));
  const without = (row: number): Matrix => build(n, K, (i, k) => (i === row ? 0 : entry(G, i, k)));
  return [
    {
      mistake: 'not-accumulated',
      meaning: 'only the last sample counts: the samples are to be added up',
      G: alone(n - 1),
    },
    {
      mistake: 'row-left-out',
      meaning: 'the last row of the mini-batch is left out',
      G: without(n - 1),
    },
    {
      mistake: 'row-left-out',
      meaning: 'the first row of the mini-batch is left out',
      G: without(0),
    },
    {
      mistake: 'not-accumulated',
      meaning: 'only the first sample counts: is there a return within the loop?',
      G: alone(0),
    },
  ];
}
