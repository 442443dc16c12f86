import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { BYTE_RANGE, labelOf } from '../../data';
import { fold, LOSS_FUNCTIONS, type FittedModel } from '../../model';
import { assertWritable } from '../sound';
import { ColumnGraph, ML } from './columns';
import { integer, message, node, tensor, text, TYPES, value, type Fill } from './messages';
import { Names } from './names';
import { PatchGraph } from './patches';

/** The versions of ONNX 1.10, of 2021: the oldest that can read the file. */
const IR_VERSION = 8;
const OPSET_VERSION = 13;

/**
 * Encodes a model as an ONNX graph that takes raw features, with the standardisation and the
 * temperature folded in: `features` (n×d; uint8 where the model learnt from bytes, else float32) →
 * `label` (n, int64: the class's number, of equals the first) and `probabilities` (n×K, float32: the
 * softmax of the scores, or each one's sigmoid). A model of a table's columns has an input for each of
 * them instead: see `ColumnGraph`. One of pictures by patches takes pictures: see `PatchGraph`. The names of classes, features and inputs are in the metadata, as JSON.
 */
export function encodeOnnx(model: FittedModel): Uint8Array[] {
  const { patches, preparation } = model;
  const names = new Names();
  // Outputs have their names first, inputs then, and what is inside the last.
  const outputs = { label: names.free('label'), probabilities: names.free('probabilities') };
  const columns = preparation && new ColumnGraph(preparation, names);
  const made = patches === null ? columns : new PatchGraph(patches, names);
  const writer = new BinaryWriter();
  integer(writer, 1, IR_VERSION);
  text(writer, 2, 'onelayer');
  message(writer, 7, graph(model, made, names, outputs));
  message(writer, 8, (opset) => integer(opset, 2, OPSET_VERSION));
  if (columns !== null) {
    message(writer, 8, (opset) => integer(text(opset, 1, ML.domain), 2, ML.version));
  }
  const { classes, objective, featureNames, provenance } = model;
  const image = patches?.image ?? model.image;
  const labels = classes.map((name) => labelOf(name, model.labelType ?? 'string'));
  const named = featureNames === null ? {} : { featureNames };
  const prepared = columns && { inputs: columns.inputs, preparation };
  const metadata = {
    classes: labels,
    ...named,
    ...prepared,
    loss: objective.loss,
    image,
    provenance,
  };
  for (const [key, entry] of Object.entries(metadata)) {
    message(writer, 14, (pair) => {
      text(pair, 1, key);
      text(pair, 2, JSON.stringify(entry));
    });
  }
  return [writer.finish()];
}

function graph(
  model: FittedModel,
  made: ColumnGraph | PatchGraph | null,
  names: Names,
  { label, probabilities }: Readonly<Record<'label' | 'probabilities', string>>,
): Fill {
  const { parameters, standardiser, temperature, objective } = model;
  const { classes: K, features: d } = parameters;
  const { weights, bias, centre } = fold(model, 'float32');
  const ofBytes = made === null && standardiser.range === BYTE_RANGE;
  const { onnx } = LOSS_FUNCTIONS[objective.loss].link;
  const features = made === null ? names.free('features') : made.joined();
  const [numbers, W, b, c, scores] = ['numbers', 'W', 'b', 'centre', 'scores'].map((own) =>
    names.free(own),
  );
  const nodes = [
    ...(made?.nodes ?? []),
    ...nodesTo(numbers, features, ofBytes, centre === null ? null : c, names),
    node('Gemm', [numbers, W, b], scores, { transB: 1 }),
    node('ArgMax', [scores], label, { axis: 1, keepdims: 0 }),
    node(onnx.operator, [scores], probabilities, onnx.attributes),
  ];
  const values = {
    W: quotients(weights, temperature),
    b: quotients(bias, temperature),
    centre: quotients(centre ?? new Float64Array(0), 1),
  };
  assertWritable('ONNX, in float32,', values);
  return (writer) => {
    for (const own of nodes) message(writer, 1, own);
    text(writer, 2, 'onelayer');
    message(writer, 5, tensor(W, [K, d], values.W));
    message(writer, 5, tensor(b, [K], values.b));
    if (centre !== null) message(writer, 5, tensor(c, [d], values.centre));
    for (const own of made?.tensors ?? []) message(writer, 5, own);
    const inputs = made?.values ?? [value(features, ofBytes ? 'uint8' : 'float', d)];
    for (const own of inputs) message(writer, 11, own);
    message(writer, 12, value(label, 'int64'));
    message(writer, 12, value(probabilities, 'float', K));
  };
}

/** Float32Array.from with a function takes ten times as long, which a hundred classes feel. */
function quotients(values: Float64Array, divisor: number): Float32Array {
  const found = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) found[i] = values[i] / divisor;
  return found;
}

/** The operators that map the features to the input of the weights. */
function* nodesTo(
  output: string,
  features: string,
  ofBytes: boolean,
  centre: string | null,
  names: Names,
): Generator<Fill> {
  const cast = centre === null ? output : names.free('cast');
  yield ofBytes
    ? node('Cast', [features], cast, { to: TYPES.float })
    : node('Identity', [features], cast);
  if (centre !== null) yield node('Sub', [cast, centre], output);
}
