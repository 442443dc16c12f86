import type {
  Preparation,
  PreparedBoolean,
  PreparedCategory,
  PreparedColumn,
} from '../../tables/preparation';
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
 * What the preparation refuses makes probabilities that are NaN: numbers that are infinite, texts that mean
 * neither false nor true and, if it says so, missing values.
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
      this.addNumbers([this.booleanOf(own[0], column)], [column.median], column.canMiss);
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
      for (const own of numbers) this.features.push(this.finite(own));
      return;
    }
    const isMissing = numbers.map((own) => this.node('IsNaN', [own]));
    numbers.forEach((own, i) => {
      const imputed = this.node('Where', [isMissing[i], this.floats([medians[i]]), own]);
      this.features.push(this.finite(imputed));
    });
    if (canMiss) this.features.push(this.node('Cast', [isMissing[0]], { to: TYPES.float }));
  }

  /** 0 and 1 for texts in any case, NaN for a missing one, infinite for a text that means neither. */
  private booleanOf(input: string, { no, yes }: PreparedBoolean): string {
    const [noes, yeses] = [no, yes].map(casesOf);
    const none = [...NOTHING].filter((text) => !noes.includes(text) && !yeses.includes(text));
    const texts = [...noes, ...yeses, ...none];
    const values = [...noes.map(() => 0), ...yeses.map(() => 1), ...none.map(() => NaN)];
    return this.coded(input, texts, values, Infinity);
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
    this.features.push(this.isRefusing ? this.finite(oneHot, code) : oneHot);
  }

  /** Numbers as they are, but NaN where those of another array, by default they, are not finite. */
  private finite(numbers: string, others = numbers): string {
    return this.node('Add', [numbers, this.node('Sub', [others, others])]);
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

/** A text as people write booleans: as it is, and in lower, upper and title case. */
function casesOf(text: string): string[] {
  const lower = text.toLowerCase();
  const title = lower.slice(0, 1).toUpperCase() + lower.slice(1);
  return [...new Set([text, lower, lower.toUpperCase(), title])];
}
