import fc from 'fast-check';
import { Standardiser, type ImageShape } from '../../src/data';
import { LOSSES, Parameters, type FittedModel, type Dtype } from '../../src/model';

/** A model of a few numbers, with some parts replaced. */
export function smallModel(parts: Partial<FittedModel> = {}, dtype: Dtype = 'float32') {
  const parameters = new Parameters(3, 4, dtype);
  parameters.weights.set([0.5, -1, 0.25, 2, 1, 0, -0.75, 0.125, -0.5, 1, 1.5, -2]);
  parameters.bias.set([0.1, -0.2, 0.3]);
  const mean = Float64Array.of(0.5, -1, 3, 0);
  const standardiser = new Standardiser({
    mean,
    deviation: Float64Array.of(1, 2, 0.5, 0),
    range: 1,
  });
  return {
    classes: ['ant', 'bee', 'cat'],
    parameters,
    featureNames: null,
    preparation: null,
    patches: null,
    standardiser,
    objective: { loss: 'cross-entropy', labelSmoothing: 0.1 },
    lambda: 0.01,
    temperature: 1.25,
    image: null,
    provenance: { onelayer: '0.1.0', settings: { eta: 0.5, schedule: null } },
    ...parts,
  } satisfies FittedModel;
}

const finite = (range: number) =>
  fc.double({ min: -range, max: range, noNaN: true, noDefaultInfinity: true });

/** Any model of a few classes and features. */
export const anyModel: fc.Arbitrary<FittedModel> = fc
  .record({
    classes: fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 4 }),
    features: fc.integer({ min: 1, max: 5 }),
    names: fc.option(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 5, maxLength: 5 })),
    dtype: fc.constantFrom<Dtype>('float32', 'float64'),
    numbers: fc.array(finite(1e6), { minLength: 24, maxLength: 24 }),
    means: fc.array(finite(1e3), { minLength: 5, maxLength: 5 }),
    deviations: fc.array(
      fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e3, noNaN: true })),
      {
        minLength: 5,
        maxLength: 5,
      },
    ),
    range: fc.constantFrom(1, 255),
    loss: fc.constantFrom(...LOSSES),
    smoothing: fc.double({ min: 0, max: 0.9, noNaN: true }),
    lambda: fc.double({ min: 0, max: 10, noNaN: true }),
    temperature: fc.double({ min: 0.01, max: 100, noNaN: true }),
    isImage: fc.boolean(),
    provenance: fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      fc.jsonValue(),
    ),
  })
  .map(({ classes, features: d, dtype, numbers, means, deviations, range, ...others }) => {
    const parameters = new Parameters(classes.length, d, dtype);
    // JSON has no −0.
    parameters.values.set(
      numbers.slice(0, parameters.values.length).map((own) => Math.fround(own) + 0),
    );
    const image: ImageShape | null = others.isImage ? { width: d, height: 1, channels: 1 } : null;
    return {
      classes,
      parameters,
      featureNames: others.names?.slice(0, d) ?? null,
      preparation: null,
      patches: null,
      standardiser: new Standardiser({
        mean: Float64Array.from(means.slice(0, d).map((own) => own + 0)),
        deviation: Float64Array.from(deviations.slice(0, d)),
        range,
      }),
      objective: {
        loss: others.loss,
        labelSmoothing: others.loss === 'hinge' ? 0 : others.smoothing,
      },
      lambda: others.lambda,
      temperature: others.temperature,
      image,
      // In JSON, −0 is 0 and `__proto__` an ordinary key.
      provenance: JSON.parse(JSON.stringify(others.provenance)) as Record<string, unknown>,
    };
  });
