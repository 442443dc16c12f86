import { WireType, type BinaryWriter } from '@bufbuild/protobuf/wire';

// The messages of onnx.proto3 that a linear classifier needs, as its field numbers have them.
// Source: the ONNX project's onnx/onnx.proto3, IR version 8.

export type Fill = (writer: BinaryWriter) => void;

/** TensorProto.DataType. */
export const TYPES = { float: 1, uint8: 2, int64: 7, string: 8 } as const;

type Type = keyof typeof TYPES;

export function message(writer: BinaryWriter, field: number, fill: Fill): BinaryWriter {
  writer.tag(field, WireType.LengthDelimited).fork();
  fill(writer);
  return writer.join();
}

export function text(writer: BinaryWriter, field: number, value: string): BinaryWriter {
  return writer.tag(field, WireType.LengthDelimited).string(value);
}

export function integer(writer: BinaryWriter, field: number, value: number): BinaryWriter {
  return writer.tag(field, WireType.Varint).int64(value);
}

/** The value of an attribute: an integer, a float, a text, or a list of floats, integers or texts. */
export type Attribute =
  | number
  | { readonly float: number }
  | { readonly text: string }
  | { readonly floats: readonly number[] }
  | { readonly integers: readonly number[] }
  | { readonly texts: readonly string[] };

/** Attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** AttributeProto.AttributeType. */
const ATTRIBUTES = { float: 1, integer: 2, text: 3, floats: 6, integers: 7, texts: 8 } as const;

/**
 * NodeProto: an operator with its inputs, its output and attributes.
 *
 * @param domain  of the operator; by default ONNX's own
 */
export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Attributes = {},
  domain = '',
): Fill {
  return (writer) => {
    for (const input of inputs) text(writer, 1, input);
    text(writer, 2, output);
    text(writer, 4, operator);
    for (const [name, value] of Object.entries(attributes)) {
      message(writer, 5, (attribute) => {
        text(attribute, 1, name);
        integer(attribute, 20, ATTRIBUTES[fillAttribute(attribute, value)]);
      });
    }
    if (domain !== '') text(writer, 7, domain);
  };
}

/** Writes the value of an attribute. @returns its type */
function fillAttribute(writer: BinaryWriter, value: Attribute): keyof typeof ATTRIBUTES {
  if (typeof value === 'number') {
    integer(writer, 3, value);
    return 'integer';
  }
  if ('float' in value) {
    writer.tag(2, WireType.Bit32).float(value.float);
    return 'float';
  }
  if ('text' in value) {
    text(writer, 4, value.text);
    return 'text';
  }
  if ('floats' in value) {
    for (const each of value.floats) writer.tag(7, WireType.Bit32).float(each);
    return 'floats';
  }
  if ('integers' in value) {
    for (const each of value.integers) integer(writer, 8, each);
    return 'integers';
  }
  for (const each of value.texts) text(writer, 9, each);
  return 'texts';
}

/** TensorProto of float32 numbers. */
export function tensor(name: string, shape: readonly number[], values: Float32Array): Fill {
  const { buffer, byteOffset, byteLength } = values;
  return (writer) => {
    for (const dimension of shape) integer(writer, 1, dimension);
    integer(writer, 2, TYPES.float);
    text(writer, 8, name);
    writer.tag(9, WireType.LengthDelimited).bytes(new Uint8Array(buffer, byteOffset, byteLength));
  };
}

/** TensorProto of a list of integers. */
export function integers(name: string, values: readonly number[]): Fill {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((own, i) => bytes.writeBigInt64LE(BigInt(own), 8 * i));
  return (writer) => {
    integer(writer, 1, values.length);
    integer(writer, 2, TYPES.int64);
    text(writer, 8, name);
    writer.tag(9, WireType.LengthDelimited).bytes(bytes);
  };
}

/** ValueInfoProto: an input or output of the graph, whose first dimension is the batch's, `n`. */
export function value(name: string, type: Type, ...dimensions: readonly number[]): Fill {
  return (writer) => {
    text(writer, 1, name);
    message(writer, 2, (types) => {
      message(types, 1, (tensorType) => {
        integer(tensorType, 1, TYPES[type]);
        message(tensorType, 2, (shape) => {
          message(shape, 1, (dimension) => text(dimension, 2, 'n'));
          for (const size of dimensions) {
            message(shape, 1, (dimension) => integer(dimension, 1, size));
          }
        });
      });
    });
  };
}
