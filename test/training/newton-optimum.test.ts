import { expect } from 'chai';
import { defaultRng } from '../../src/random';
import {
  costAt,
  derivativesAt,
  gradientNorms,
  type ConvexProblem,
} from '../support/convex-problem';
import { newtonOptimum } from '../support/newton-optimum';

const SAMPLES = 12;
const FEATURES = 3;
const CLASSES = 4;
const SIZE = CLASSES * (FEATURES + 1);

function problem(loss: ConvexProblem['loss'], lambda: number): ConvexProblem {
  const generator = defaultRng(7);
  return {
    X: Float64Array.from({ length: SAMPLES * FEATURES }, () => generator.standardNormal()),
    labels: Array.from({ length: SAMPLES }, (_, i) => i % CLASSES),
    weights: Array.from({ length: SAMPLES }, (_, i) => (i === 5 ? 0 : 1 + (i % 3))),
    samples: SAMPLES,
    features: FEATURES,
    classes: CLASSES,
    loss,
    labelSmoothing: 0.1,
    lambda,
  };
}

/** Moves one number of θ. */
function moved(theta: Float64Array, at: number, by: number): Float64Array {
  return theta.map((value, i) => (i === at ? value + by : value));
}

describe('the optimum that tests compare with', () => {
  for (const loss of ['cross-entropy', 'binary-cross-entropy'] as const) {
    describe(loss, () => {
      const own = problem(loss, 0.01);
      const generator = defaultRng(8);
      const theta = Float64Array.from({ length: SIZE }, () => generator.standardNormal());
      const h = 1e-5;

      it('has derivatives that agree with central differences', () => {
        const { gradient, hessian } = derivativesAt(own, theta);
        for (let at = 0; at < SIZE; at++) {
          const [above, below] = [h, -h].map((by) => moved(theta, at, by));
          const slope = (costAt(own, above) - costAt(own, below)) / (2 * h);
          expect(gradient[at]).to.be.closeTo(slope, 1e-9);
          const higher = derivativesAt(own, above).gradient;
          const lower = derivativesAt(own, below).gradient;
          for (let row = at; row < SIZE; row++) {
            const curvature = (higher[row] - lower[row]) / (2 * h);
            expect(hessian[row * SIZE + at]).to.be.closeTo(curvature, 1e-9);
          }
        }
      });

      for (const lambda of [1e-6, 0.01, 100]) {
        it(`is a minimum at λ ${lambda}, by its own certificate and by its neighbours`, () => {
          const at = problem(loss, lambda);
          const { theta: best, cost, gap } = newtonOptimum(at);
          expect(gap).to.be.lessThan(1e-20);
          expect(gradientNorms(at, derivativesAt(at, best).gradient).bias).to.be.lessThan(1e-12);
          for (let i = 0; i < 2 * SIZE; i++) {
            const neighbour = best.map((value) => value + 0.01 * generator.standardNormal());
            expect(costAt(at, neighbour)).to.be.greaterThan(cost);
          }
        });
      }
    });
  }
});
