import type { z as Zod } from 'zod';
import { OnelayerError, show } from '../errors';
import {
  checksum,
  decodingSafetensors,
  dependency,
  encodeSafetensors,
  type SafetensorsContent,
  type Tensor,
} from '../files';
import { TaskRunner } from '../tasks';
import { LABEL_TYPES, Standardiser } from '../data';
import type { PatchFeatures } from '../patches';
import { Parameters, type FittedModel } from '../model';
import { checkForm, modelFields, MOST_CLASSES } from './form';
import {
  describePatches,
  PATCH_ARRAYS,
  patchesForm,
  patchShapes,
  readPatches,
  type PatchArrays,
} from './patches-form';
import { assertSound } from './sound';

const FORMAT = 'onelayer model';

/**
 * Encodes a model as a safetensors file: `weight` (W: K×d) and `bias` (b: K) on standardised features,
 * with the names of PyTorch's linear layers; `mean` and `deviation` (d each), which standardise; the
 * rest as JSON in the header's metadata, with a SHA-256 sum. A model of pictures by patches has the arrays of
 * `PatchTensors`, too: `patches.whitening` and so on.
 */
export function encodeModel(model: FittedModel): Uint8Array[] {
  const { parameters, standardiser } = model;
  const { classes: K, features: d } = parameters;
  const { patches } = model;
  const tensors: Record<string, Tensor> = {
    weight: { shape: [K, d], values: parameters.weights },
    bias: { shape: [K], values: parameters.bias },
    mean: { shape: [d], values: standardiser.mean },
    deviation: { shape: [d], values: standardiser.deviation },
    ...(patches && patchTensors(patches)),
  };
  const text = JSON.stringify(descriptionOf(model));
  const metadata = { format: FORMAT, model: text, sha256: checksum(text, tensors) };
  return encodeSafetensors({ tensors, metadata });
}

function patchTensors(patches: PatchFeatures): Record<string, Tensor> {
  const shapes = patchShapes(patches);
  return Object.fromEntries(
    PATCH_ARRAYS.map((name) => {
      const values = Float32Array.from(patches.tensors[name]);
      return [`patches.${name}`, { shape: shapes[name], values }];
    }),
  );
}

function descriptionOf({ classes, standardiser, objective, lambda, ...others }: FittedModel) {
  const { temperature, image, provenance } = others;
  const { range } = standardiser;
  // Older versions refuse a key that they don't know.
  const { labelType } = others;
  const description = { version: 1, classes, labelType, range, ...objective, lambda, temperature };
  const featureNames = others.featureNames ?? undefined;
  const preparation = others.preparation ?? undefined;
  const patches = others.patches === null ? undefined : describePatches(others.patches);
  return { ...description, featureNames, preparation, patches, image, provenance };
}

/**
 * Reads a model that `encodeModel` wrote.
 *
 * @param name  of the file, for the error
 * @throws OnelayerError FILE_INVALID that says what is wrong
 */
export async function decodeModel(bytes: Uint8Array, name: string): Promise<FittedModel> {
  const content = await new TaskRunner().run(decodingSafetensors(bytes, name));
  const { format, model: text = '', sha256 } = content.metadata;
  const fail = (what: string): never => {
    throw new OnelayerError('FILE_INVALID', `${name}: expected ${what}`);
  };
  if (format !== FORMAT) {
    const isNamed = 'format' in content.metadata;
    const other = isNamed ? show(format) : 'a safetensors file without a format';
    fail(`a model of onelayer, got ${other}`);
  }
  if (checksum(text, content.tensors) !== sha256) {
    fail('a whole model, got a damaged one: its SHA-256 sum is another');
  }
  const description = await checkForm([text], descriptionForm, (fault) =>
    fail(`a model of this version: ${fault}`),
  );
  return assemble(content, description, name, fail);
}

function descriptionForm() {
  const { z } = dependency('zod', () => require('zod') as typeof import('zod'));
  return z.strictObject({
    version: z.literal(1),
    range: z.number().positive(),
    classes: z.array(z.string()).min(2).max(MOST_CLASSES),
    // Absent in files of version 0.1.0, and where labels are strings.
    labelType: z.enum(LABEL_TYPES).optional(),
    ...modelFields(z),
    patches: patchesForm(z).optional(),
  });
}

type Description = Zod.infer<ReturnType<typeof descriptionForm>>;
type Fail = (what: string) => never;

function assemble(
  { tensors }: SafetensorsContent,
  { classes, range, loss, labelSmoothing, ...others }: Description,
  name: string,
  fail: Fail,
): FittedModel {
  const { weight, bias, mean, deviation, ...given } = tensors as Partial<typeof tensors>;
  const [patches, rest] = patchesIn(given, others.patches, name, fail);
  const stray = Object.keys(rest).at(0);
  if (stray !== undefined) fail(`no array ${show(stray)}`);
  const K = classes.length;
  const d = weight?.shape.at(1) ?? 0;
  expectShape('weight', weight, [K, d], fail);
  expectShape('bias', bias, [K], fail);
  expectShape('mean', mean, [d], fail);
  expectShape('deviation', deviation, [d], fail);
  const dtype = weight.values instanceof Float32Array ? 'float32' : 'float64';
  const parameters = new Parameters(K, d, dtype);
  parameters.weights.set(weight.values);
  parameters.bias.set(bias.values);
  const moments = [mean, deviation].map(({ values }) => Float64Array.from(values));
  const standardiser = new Standardiser({ mean: moments[0], deviation: moments[1], range });
  const { lambda, temperature, featureNames, preparation, image, provenance } = others;
  const objective = { loss, labelSmoothing };
  const { labelType } = others;
  const model = {
    classes,
    ...(labelType && { labelType }),
    parameters,
    standardiser,
    objective,
    lambda,
    temperature,
  };
  return assertSound({ ...model, featureNames, preparation, patches, image, provenance }, name);
}

/** Takes the arrays of patches out of a file's, if it has patches. @returns both */
function patchesIn(
  tensors: Readonly<Record<string, Tensor | undefined>>,
  described: Description['patches'],
  name: string,
  fail: Fail,
): [PatchFeatures | null, Readonly<Record<string, Tensor | undefined>>] {
  if (described === undefined) return [null, tensors];
  const shapes = patchShapes(described);
  const rest = new Map(Object.entries(tensors));
  const take = (own: keyof PatchArrays) => {
    const key = `patches.${own}`;
    const tensor = tensors[key];
    expectShape(key, tensor, shapes[own], fail);
    rest.delete(key);
    return tensor.values;
  };
  const arrays: PatchArrays = {
    whitening: take('whitening'),
    offset: take('offset'),
    dictionary: take('dictionary'),
    patches: take('patches'),
  };
  const invalid = (fault: string): never => {
    throw new OnelayerError('FILE_INVALID', `${name}: ${fault}`);
  };
  return [readPatches(described, arrays, invalid), Object.fromEntries(rest)];
}

function expectShape(
  name: string,
  tensor: Tensor | undefined,
  shape: readonly number[],
  fail: Fail,
): asserts tensor is Tensor {
  const right = shape.join(' × ');
  if (tensor === undefined) fail(`an array "${name}" of ${right}, got none`);
  else if (tensor.shape.join(' × ') !== right) {
    fail(`an array "${name}" of ${right}, got one of ${tensor.shape.join(' × ')}`);
  }
}
