import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { BYTE_RANGE, labelOf } from '../../data';
import { fold, LOSS_FUNCTIONS, type FittedModel } from '../../model';
import { assertWritable } from '../sound';
import { integer, message, node, tensor, text, TYPES, value, type Fill } from './messages';

/** The versions of ONNX 1.10, of 2021: the oldest that can read the file. */
const IR_VERSION = 8;
const OPSET_VERSION = 13;

/**
 * Encodes a model as an ONNX graph that takes raw features, with the standardisation and the
 * temperature folded in: `features` (n×d; uint8 where the model learnt from bytes, else float32) →
 * `label` (n, int64: the class's number, of equals the first) and `probabilities` (n×K, float32: the
 * softmax of the scores, or each one's sigmoid). The names of classes and features are in the
 * metadata, as JSON.
 */
export function encodeOnnx(model: FittedModel): Uint8Array[] {
  const writer = new BinaryWriter();
  integer(writer, 1, IR_VERSION);
  text(writer, 2, 'onelayer');
  message(writer, 7, graph(model));
  message(writer, 8, (opset) => integer(opset, 2, OPSET_VERSION));
  const { classes, objective, featureNames, image, provenance } = model;
  const labels = classes.map((name) => labelOf(name, model.labelType ?? 'string'));
  const named = featureNames === null ? {} : { featureNames };
  const metadata = { classes: labels, ...named, loss: objective.loss, image, provenance };
  for (const [key, entry] of Object.entries(metadata)) {
    message(writer, 14, (pair) => {
      text(pair, 1, key);
      text(pair, 2, JSON.stringify(entry));
    });
  }
  return [writer.finish()];
}

function graph(model: FittedModel): Fill {
  const { parameters, standardiser, temperature, objective } = model;
  const { classes: K, features: d } = parameters;
  const { weights, bias, centre } = fold(model, 'float32');
  const ofBytes = standardiser.range === BYTE_RANGE;
  const { onnx } = LOSS_FUNCTIONS[objective.loss].link;
  const nodes = [
    ...nodesTo('numbers', ofBytes, centre !== null),
    node('Gemm', ['numbers', 'W', 'b'], 'scores', { transB: 1 }),
    node('ArgMax', ['scores'], 'label', { axis: 1, keepdims: 0 }),
    node(onnx.operator, ['scores'], 'probabilities', onnx.attributes),
  ];
  const W = quotients(weights, temperature);
  const b = quotients(bias, temperature);
  const c = quotients(centre ?? new Float64Array(0), 1);
  assertWritable('ONNX, in float32,', { W, b, centre: c });
  return (writer) => {
    for (const own of nodes) message(writer, 1, own);
    text(writer, 2, 'onelayer');
    message(writer, 5, tensor('W', [K, d], W));
    message(writer, 5, tensor('b', [K], b));
    if (centre !== null) message(writer, 5, tensor('centre', [d], c));
    message(writer, 11, value('features', ofBytes ? 'uint8' : 'float', d));
    message(writer, 12, value('label', 'int64'));
    message(writer, 12, value('probabilities', 'float', K));
  };
}

/** Float32Array.from with a function takes ten times as long, which a hundred classes feel. */
function quotients(values: Float64Array, divisor: number): Float32Array {
  const found = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) found[i] = values[i] / divisor;
  return found;
}

/** The operators that map the features to the input of the weights. */
function* nodesTo(output: string, ofBytes: boolean, isCentred: boolean): Generator<Fill> {
  const cast = isCentred ? 'cast' : output;
  yield ofBytes
    ? node('Cast', ['features'], cast, { to: TYPES.float })
    : node('Identity', ['features'], cast);
  if (isCentred) yield node('Sub', ['cast', 'centre'], output);
}
