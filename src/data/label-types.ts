/**
 * A label as programs have it: a class's name, an integer, or false or true.
 *
 * @category Data
 */
export type Label = string | number | boolean;

/** The types of labels, by name. */
interface LabelTypes {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

/**
 * The type of a data set's labels, by name.
 *
 * @category Data
 */
export type LabelType = keyof LabelTypes;

/** The labels of a type: `number` of `'number'`. */
export type LabelOf<Type extends LabelType> = LabelTypes[Type];

/** The type's name of a label: `'number'` of `7`. */
export type TypeOfLabel<L> = L extends string
  ? 'string'
  : L extends number
    ? 'number'
    : L extends boolean
      ? 'boolean'
      : never;

export const LABEL_TYPES: readonly LabelType[] = ['string', 'number', 'boolean'];

/** Makes the label of a class's name, which is the label as a text. */
export function labelOf(name: string, type: LabelType): Label {
  if (type === 'string') return name;
  return type === 'number' ? Number(name) : name === 'true';
}

/** Returns true if a class's name is a label of the type as a text. */
export function isLabelOf(name: string, type: LabelType): boolean {
  return String(labelOf(name, type)) === name;
}
