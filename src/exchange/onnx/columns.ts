import type { Preparation, PreparedCategory, PreparedColumn } from '../../tables/preparation';
import { NOTHING } from '../../tables/column-builder';
import { node, tensor, TYPES, value, type Attributes, type Fill } from './messages';
import type { Names } from './names';

/** The domain of LabelEncoder, and its version since which it takes texts to floats: of 2019. */
export const ML = { domain: 'ai.onnx.ml', version: 2 } as const;

/** An input of the graph: a column, or a part of its dates. */
export interface ColumnInput {
  readonly input: string;
  /** The column's name. */
  readonly column: string;
  readonly type: 'float' | 'string';
  /** Of dates: the part, as a number; `missing` if no part is a feature, 1 where there is no date. */
  readonly part?: string;
}

/** The code of a text that is no category. */
const UNKNOWN = -1;

/**
 * The part of a graph that makes the features of a table's columns, n×d. Each column is an input, n×1:
 * numbers are floats, NaN where there is none; booleans and categories are texts, '' where there is
 * none. Operators can't read dates: these have an input for each part that is a feature, a float.
 *
 * Where the preparation refuses missing values, they make scores that are NaN.
 */
export class ColumnGraph {
  readonly inputs: readonly ColumnInput[];
  readonly nodes: Fill[] = [];
  readonly tensors: Fill[] = [];
  private readonly features: string[] = [];
  private readonly isRefusing: boolean;

  constructor(
    { columns, missing }: Preparation,
    private readonly names: Names,
  ) {
    this.isRefusing = missing === 'error';
    const inputs = columns.map((column) => inputsOf(column, names));
    this.inputs = inputs.flat();
    columns.forEach((column, i) => this.add(column, inputs[i]));
  }

  /** The declarations of the inputs. */
  get values(): Fill[] {
    return this.inputs.map(({ input, type }) => value(input, type, 1));
  }

  /** Ends it. @returns the name of the features */
  joined(): string {
    return this.node('Concat', this.features, { axis: 1 });
  }

  private add(column: PreparedColumn, inputs: readonly ColumnInput[]): void {
    const own = inputs.map(({ input }) => input);
    if (column.kind === 'number') this.addNumbers(own, [column.median], column.canMiss);
    else if (column.kind === 'category') this.addCategory(own[0], column);
    else if (column.kind === 'boolean') {
      const { no, yes, median, canMiss } = column;
      this.addNumbers([this.coded(own[0], [no, yes], [0, 1], NaN)], [median], canMiss);
    } else if (column.parts.length > 0) this.addNumbers(own, column.medians, column.canMiss);
    else this.features.push(...own);
  }

  /** Numbers, with their medians where they are NaN, and whether they are: see `PreparedNumber`. */
  private addNumbers(
    numbers: readonly string[],
    medians: readonly number[],
    canMiss: boolean,
  ): void {
    if (this.isRefusing) {
      this.features.push(...numbers);
      return;
    }
    const isMissing = numbers.map((own) => this.node('IsNaN', [own]));
    numbers.forEach((own, i) => {
      this.features.push(this.node('Where', [isMissing[i], this.floats([medians[i]]), own]));
    });
    if (canMiss) this.features.push(this.node('Cast', [isMissing[0]], { to: TYPES.float }));
  }

  private addCategory(input: string, { categories, hasOther, canMiss }: PreparedCategory): void {
    const other = categories.length;
    const count = other + Number(hasOther) + Number(canMiss);
    const unknown = hasOther ? other : UNKNOWN;
    const none = [...NOTHING].filter((text) => !categories.includes(text));
    const missing = this.isRefusing ? NaN : canMiss ? count - 1 : unknown;
    const texts = [...categories, ...none];
    const codes = [...categories.keys(), ...none.map(() => missing)];
    const code = this.coded(input, texts, codes, unknown);
    const isOwn = this.node('Equal', [
      code,
      this.floats(Array.from({ length: count }, (_, k) => k)),
    ]);
    const oneHot = this.node('Cast', [isOwn], { to: TYPES.float });
    // 0, or NaN where the code is.
    const zero = this.isRefusing && this.node('Sub', [code, code]);
    this.features.push(zero === false ? oneHot : this.node('Add', [oneHot, zero]));
  }

  /** Numbers of texts. @param other  that of other texts */
  private coded(
    input: string,
    texts: readonly string[],
    floats: readonly number[],
    other: number,
  ): string {
    const attributes = {
      keys_strings: { texts },
      values_floats: { floats },
      default_float: { float: other },
    };
    return this.node('LabelEncoder', [input], attributes, ML.domain);
  }

  /** A row of numbers, 1×count. */
  private floats(values: readonly number[]): string {
    const name = this.names.free(`numbers ${this.tensors.length}`);
    this.tensors.push(tensor(name, [1, values.length], Float32Array.from(values)));
    return name;
  }

  /** Adds an operator. @returns the name of its output */
  private node(
    operator: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    domain = '',
  ): string {
    const output = this.names.free(`${operator} ${this.nodes.length}`);
    this.nodes.push(node(operator, inputs, output, attributes, domain));
    return output;
  }
}

function inputsOf(column: PreparedColumn, names: Names): ColumnInput[] {
  const { kind, name } = column;
  if (kind !== 'date') {
    const type = kind === 'number' ? 'float' : 'string';
    return [{ input: names.free(name), column: name, type }];
  }
  const parts = column.parts.length > 0 ? column.parts : ['missing'];
  return parts.map((part) => ({
    input: names.free(`${name}: ${part}`),
    column: name,
    type: 'float',
    part,
  }));
}
