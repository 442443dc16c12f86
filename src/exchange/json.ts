import type { z as Zod } from 'zod';
import { BYTE_RANGE, labelOf, Standardiser, type LabelType } from '../data';
import { OnelayerError } from '../errors';
import { dependency, textPieces } from '../files';
import { TaskRunner } from '../tasks';
import type { PatchFeatures } from '../patches';
import { CROSS_ENTROPY, LOSS_FUNCTIONS, Parameters, type Dtype, type FittedModel } from '../model';
import { checkForm, modelFields, MOST_CLASSES, numberList } from './form';
import {
  describePatches,
  PATCH_ARRAYS,
  patchesForm,
  patchShapes,
  readPatches,
} from './patches-form';
import { assertSound, assertWritable } from './sound';
import { textParts } from './text-parts';

/**
 * Encodes a model as JSON with scikit-learn's names: `coef` (K×d) and `intercept` (K) of a
 * LogisticRegression on features x that a StandardScaler mapped to (x − `mean`) / `scale`; `classes`; and
 * `feature_names_in_`, if they have names.
 * Fields that scikit-learn doesn't have follow. If `bytes` is true, features are raw bytes, 0 to 255.
 */
export function encodeJson(model: FittedModel): Iterable<Uint8Array> {
  const { mean, range } = model.standardiser;
  const { slope } = model.standardiser.affine('float64');
  const moments = { mean: mean.map((mu) => mu * range), scale: slope.map((factor) => 1 / factor) };
  assertWritable('JSON', moments);
  return textParts(jsonOf(model, moments));
}

/** The pieces of the text: all at once would hold the event loop for as long as they take. */
function* jsonOf(
  { parameters, standardiser, classes, labelType = 'string', ...model }: FittedModel,
  { mean, scale }: Record<'mean' | 'scale', Float32Array | Float64Array>,
): Generator<string> {
  const { weights, bias, classes: K, features: d, dtype } = parameters;
  yield '{"coef":[';
  for (let k = 0; k < K; k++) {
    if (k > 0) yield ',';
    yield* listOf(weights.subarray(k * d, (k + 1) * d));
  }
  yield '],"mean":';
  yield* listOf(mean);
  yield ',"scale":';
  yield* listOf(scale);
  if (model.patches !== null) {
    const described = JSON.stringify(describePatches(model.patches));
    yield `,"patches":${described.slice(0, -1)}`;
    for (const name of PATCH_ARRAYS) {
      yield `,"${name}":`;
      yield* listOf(model.patches.tensors[name]);
    }
    yield '}';
  }
  const others = {
    intercept: [...bias],
    classes: classes.map((name) => labelOf(name, labelType)),
    feature_names_in_: model.featureNames ?? undefined,
    // Older versions refuse a key that they don't know.
    preparation: model.preparation ?? undefined,
    bytes: standardiser.range === BYTE_RANGE,
    dtype,
    ...model.objective,
    lambda: model.lambda,
    temperature: model.temperature,
    image: model.image,
    provenance: model.provenance,
  };
  yield `,${JSON.stringify(others).slice(1)}\n`;
}

/** Numbers of a piece: some milliseconds. */
const STEP_NUMBERS = 2 ** 12;

function* listOf(numbers: Uint8Array | Float32Array | Float64Array): Generator<string> {
  for (let from = 0; from < numbers.length; from += STEP_NUMBERS) {
    yield from === 0 ? '[' : ',';
    yield JSON.stringify([...numbers.subarray(from, from + STEP_NUMBERS)]).slice(1, -1);
  }
  yield ']';
}

/**
 * Reads a model that `encodeJson` wrote, or that comes from scikit-learn:
 *
 * ```python
 * json.dump({'coef': m.coef_.tolist(), 'intercept': m.intercept_.tolist(),
 *            'classes': m.classes_.tolist(), 'mean': s.mean_.tolist(), 'scale': s.scale_.tolist()}, f)
 * ```
 *
 * A model that was fitted on a DataFrame has `'feature_names_in_': m.feature_names_in_.tolist()`, too, or
 * the scaler has.
 *
 * Of two classes, scikit-learn has one row, the second class's score s against the first's: the rows
 * for both give the probabilities 1 − σ(s) and σ(s), by the link of the loss.
 *
 * @param name  of the file, for the error
 * @throws OnelayerError FILE_INVALID that says what is wrong
 */
export async function decodeJson(bytes: Uint8Array, name: string): Promise<FittedModel> {
  const fail = (what: string): never => {
    throw new OnelayerError('FILE_INVALID', `${name}: expected a model as JSON: ${what}`);
  };
  const content = await checkForm(textPieces(bytes), modelForm, fail);
  const runner = new TaskRunner();
  await runner.pause();
  const {
    classes: labels,
    precision,
    dtype = precision,
    loss,
    labelSmoothing,
    ...others
  } = content;
  const [coef, intercept] = rowForEachClass(content);
  const [labelType] = new Set(labels.map((label) => typeof label as LabelType));
  if (labels.some((label) => typeof label !== labelType))
    fail('"classes": expected labels of one type');
  const classes = labels.map(String);
  const K = classes.length;
  const d = coef[0].length;
  const right = (what: string, length: number, expected: number): void => {
    if (length !== expected) fail(`"${what}": expected ${expected} numbers, got ${length}`);
  };
  if (coef.length !== K) fail(`"coef": expected ${K} rows, got ${coef.length}`);
  coef.forEach((row, k) => right(`coef.${k}`, row.length, d));
  right('intercept', intercept.length, K);
  const mean = content.mean ?? Array<number>(d).fill(0);
  const scale = content.scale ?? Array<number>(d).fill(1);
  right('mean', mean.length, d);
  right('scale', scale.length, d);
  const parameters = new Parameters(K, d, dtype);
  for (const [k, row] of coef.entries()) {
    parameters.weights.set(row, k * d);
    await runner.pauseIfDue();
  }
  parameters.bias.set(intercept);
  const { lambda, temperature, image, provenance, preparation } = others;
  const { feature_names_in_: featureNames } = others;
  const ofTables = { featureNames, preparation };
  const typed = labelType === 'string' ? ofTables : { ...ofTables, labelType };
  const model = { classes, ...typed, parameters, lambda, temperature, image, provenance };
  const range = content.bytes ? BYTE_RANGE : 1;
  const perRange = (values: readonly number[]) => Float64Array.from(values, (x) => x / range);
  const moments = { mean: perRange(mean), deviation: perRange(scale) };
  const standardiser = new Standardiser({ ...moments, range });
  await runner.pauseIfDue();
  const patches = content.patches === undefined ? null : patchesIn(content.patches, fail);
  const objective = { loss, labelSmoothing };
  return assertSound({ ...model, patches, standardiser, objective }, name);
}

function patchesIn(given: JsonPatches, fail: (what: string) => never): PatchFeatures {
  const shapes = patchShapes(given);
  for (const own of PATCH_ARRAYS) {
    const length = shapes[own].reduce((product, size) => product * size, 1);
    const got = given[own].length;
    if (got !== length) fail(`"patches.${own}": expected ${length} numbers, got ${got}`);
  }
  return readPatches(given, given, fail);
}

/** Makes two rows of scikit-learn's one for two classes, whose probabilities are 1 − σ(s) and σ(s). */
function rowForEachClass({ coef, intercept, classes, loss }: Content): [number[][], number[]] {
  if (classes.length !== 2 || coef.length !== 1) return [coef, intercept];
  const { opposite } = LOSS_FUNCTIONS[loss].link;
  const first = (value: number): number => (opposite === 0 ? 0 : opposite * value);
  return [
    [coef[0].map(first), coef[0]],
    [...intercept.map(first), ...intercept],
  ];
}

type JsonPatches = NonNullable<Content['patches']>;
type Content = Zod.infer<ReturnType<typeof modelForm>>;

function modelForm() {
  const { z } = dependency('zod', () => require('zod') as typeof import('zod'));
  const fields = modelFields(z);
  const numbers = numberList(z);
  const dtypes: readonly Dtype[] = ['float64', 'float32'];
  return z.strictObject({
    coef: z.array(numbers).min(1),
    intercept: numbers,
    // scikit-learn's classes may be numbers, or false and true.
    classes: z
      .array(z.union([z.string(), z.number(), z.boolean()]))
      .min(2)
      .max(MOST_CLASSES),
    feature_names_in_: fields.featureNames,
    preparation: fields.preparation,
    patches: patchesForm(z)
      .extend({ whitening: numbers, offset: numbers, dictionary: numbers, patches: numbers })
      .optional(),
    mean: numbers.nullish(),
    scale: numbers.nullish(),
    bytes: z.boolean().default(false),
    dtype: z.enum(dtypes).optional(),
    // The name of `dtype` in files of version 0.1.0.
    precision: z.enum(dtypes).default('float64'),
    loss: fields.loss.default(CROSS_ENTROPY.loss),
    labelSmoothing: fields.labelSmoothing.default(CROSS_ENTROPY.labelSmoothing),
    lambda: fields.lambda.default(0),
    temperature: fields.temperature.default(1),
    image: fields.image.default(null),
    provenance: fields.provenance.default({}),
  });
}
