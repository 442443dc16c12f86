import { z } from 'zod';
import { backend, count, data, fraction, loss, number, seconds, versionForm } from './schema-parts';

/** The form of the comparison of the derivatives by a group of parameters. */
export const group = z.strictObject({
  name: z.string().describe('weights or bias'),
  checked: count.describe('The number of parameters checked'),
  parameters: count.describe('The number of parameters'),
  belowTolerance: fraction.describe('Fraction of those checked with an error below the tolerance'),
  largestError: number.describe('Largest |ga − gn|, analytic and numerical derivative'),
  meanError: number,
  largestRelativeError: number.describe('Largest |ga − gn| / max(epsilon, |ga| + |gn|)'),
  relativeErrorInNorm: number.describe('‖ga − gn‖ / max(epsilon, ‖ga‖ + ‖gn‖)'),
  worst: z
    .strictObject({ index: z.array(count), analytic: number, numerical: number })
    .describe('The parameter with the largest error; weights have the indices class and feature'),
  passed: z.boolean(),
});

/** The form of a check of the cost with one λ. */
const gradientCheck = z.strictObject({
  lambda: z.number().min(0).describe('Weight decay'),
  passed: z.boolean(),
  cost: number.describe('At the parameters'),
  scheme: z.enum(['central', 'forward']),
  step: z.number().positive(),
  tolerance: z.number().positive(),
  epsilon: z.number().positive(),
  groups: z.array(group),
  causes: z.array(z.string()).describe('Known mistakes that would cause such errors'),
  seconds,
});

const path = z.strictObject({
  backend: z.enum(['openblas', 'js']),
  threads: count.min(1),
  tileRows: count.min(1),
  batchSize: count.min(1),
  weights: z.enum(['initial', 'large']),
  relativeInNorm: number.describe('‖g32 − g64‖ / ‖g64‖'),
  largestRelativeError: number.describe(
    'Largest |g32 − g64| / max(ε, |g32| + |g64|), with ε = 1e-3 · max |g64|',
  ),
  passed: z.boolean(),
});

export const gradientCheckSchema = z
  .strictObject({
    version: versionForm(1),
    backend,
    data,
    samples: count.min(1),
    seed: count,
    loss: loss.optional(),
    labelSmoothing: fraction.optional(),
    complete: z.boolean().describe('False if it was stopped'),
    passed: z.boolean(),
    checks: z.array(gradientCheck),
    precision: z
      .strictObject({
        lambda: z.number().min(0),
        paths: z.array(path),
        withoutOpenBlas: z.string().nullable(),
      })
      .nullable()
      .describe('The float32 gradients that training uses; null if it was stopped before'),
  })
  .describe("onelayer's check of analytic against numerical gradients");
