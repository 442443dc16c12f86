import { expect } from 'chai';
import fc from 'fast-check';
import type { Product } from '../../binding';
import type { Addon } from '../../src/backend/load-addon';
import { defaultRng } from '../../src/random';
import { describeWithAddon } from '../support/addon';

type Kind = 'bytes' | 'float32' | 'float64';

interface Case {
  readonly classes: number;
  readonly features: number;
  readonly samples: number;
  readonly first: number;
  readonly kind: Kind;
  readonly isDouble: boolean;
  readonly product: Product;
  readonly tileRows: number;
  readonly threads: number;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
  classes: fc.integer({ min: 1, max: 40 }),
  features: fc.integer({ min: 1, max: 300 }),
  samples: fc.integer({ min: 1, max: 70 }),
  first: fc.integer({ min: 0, max: 5 }),
  kind: fc.constantFrom<Kind>('bytes', 'float32', 'float64'),
  isDouble: fc.boolean(),
  product: fc.constantFrom<Product>('direct', 'openblas'),
  tileRows: fc.integer({ min: 1, max: 80 }),
  threads: fc.integer({ min: 1, max: 4 }),
});

function argumentsOf({ classes: K, features: d, samples, first, kind, isDouble }: Case) {
  const generator = defaultRng(K + d);
  const draw = (length: number) => {
    const values = new (isDouble ? Float64Array : Float32Array)(length);
    return values.map(() => generator.standardNormal());
  };
  const length = (first + samples) * d;
  const bytes = Uint8Array.from({ length }, () => generator.integers(0, 256));
  const numbers = new (kind === 'float32' ? Float32Array : Float64Array)(length);
  const isOfBytes = kind === 'bytes';
  return {
    parameters: draw(K * d + K),
    X: isOfBytes ? bytes : numbers.map((_, at) => bytes[at] / 100 - 1),
    slope: isOfBytes ? draw(d).map((s: number) => s / 100) : null,
    intercept: isOfBytes ? draw(d) : null,
  };
}

function scoresBy(addon: Addon, which: Case): Float32Array | Float64Array {
  const { classes: K, features: d, samples, first, product, tileRows, isDouble } = which;
  const { parameters, X, slope, intercept } = argumentsOf(which);
  const S = new (isDouble ? Float64Array : Float32Array)(samples * K).fill(NaN);
  addon.setThreads(which.threads);
  const pass = addon.prepareScores<Float32Array | Float64Array>({
    ...{
      parameters,
      classes: K,
      features: d,
      slope,
      intercept,
      mean: null,
      inverse: null,
      product,
      tileRows,
    },
  });
  pass(S, X, first, samples);
  addon.setThreads(1);
  return S;
}

/** By the definition, in float64, with the sum of the terms' sizes for the bound of the error. */
function textbook(which: Case): { score: number; size: number }[] {
  const { classes: K, features: d, samples, first } = which;
  const { parameters: P, X, slope, intercept } = argumentsOf(which);
  return Array.from({ length: samples * K }, (_, at) => {
    const [i, k] = [first + Math.floor(at / K), at % K];
    let score = P[K * d + k];
    let size = Math.abs(score);
    for (let j = 0; j < d; j++) {
      const x = X[i * d + j];
      const own = slope === null || intercept === null ? x : x * slope[j] + intercept[j];
      score += P[k * d + j] * own;
      const bound = slope === null ? Math.abs(x) : Math.abs(x * slope[j]) + Math.abs(own);
      size += Math.abs(P[k * d + j]) * bound;
    }
    return { score, size };
  });
}

describeWithAddon("the addon's modelScores, by its definition", (addon) => {
  it('are X Wᵀ + 1 bᵀ of the rows that are asked for', () =>
    fc.assert(
      fc.property(anyCase, (which) => {
        const roundoff = which.isDouble ? 2 ** -53 : 2 ** -24;
        const S = scoresBy(addon, which);
        textbook(which).forEach(({ score, size }, at) => {
          const tolerance = (which.features + 4) * roundoff * size;
          expect(S[at]).to.be.closeTo(score, tolerance);
        });
      }),
    ));

  it('have the same bits for every tile and number of threads, by direct products', () =>
    fc.assert(
      fc.property(anyCase, anyCase, (which, { tileRows, threads }) => {
        const direct = { ...which, product: 'direct' } as const;
        expect(scoresBy(addon, { ...direct, tileRows, threads })).to.deep.equal(
          scoresBy(addon, direct),
        );
      }),
    ));

  it('have the same bits for a row alone as among others, by direct products', () =>
    fc.assert(
      fc.property(anyCase, (which) => {
        const direct = { ...which, product: 'direct' } as const;
        const { classes: K, samples } = which;
        const all = scoresBy(addon, direct);
        const last = { ...direct, first: which.first + samples - 1, samples: 1 };
        expect(scoresBy(addon, last)).to.deep.equal(all.subarray((samples - 1) * K));
      }),
    ));
});
