/** How a column of numbers becomes features: the number, and whether it was missing. */
export interface PreparedNumber {
  readonly kind: 'number';
  readonly name: string;
  /** What stands for a missing number: the median of the training rows. */
  readonly median: number;
  /** True if the training rows have missing ones, so that a second feature is 1 where it is missing. */
  readonly canMiss: boolean;
}

/** How a column of two texts that mean no and yes becomes a feature: 0 and 1. */
export interface PreparedBoolean {
  readonly kind: 'boolean';
  readonly name: string;
  /** As the training rows write them, e.g. `false` and `true`. */
  readonly no: string;
  readonly yes: string;
  /** 0 or 1, what stands for a missing one: the more frequent. */
  readonly median: number;
  readonly canMiss: boolean;
}

/** How a column of texts, or of numbers that were said to be categories, becomes features: 1 for its category, else 0. */
export interface PreparedCategory {
  readonly kind: 'category';
  readonly name: string;
  /** In the order of their code units: a feature each. */
  readonly categories: readonly string[];
  /**
   * True if the training rows have rare ones: one feature for all of them, and for unknown ones.
   * Without it, an unknown one has 0 in all features.
   */
  readonly hasOther: boolean;
  /** True if the training rows have missing ones: a feature for those; else they are unknown ones. */
  readonly canMiss: boolean;
}

/** How a column of dates becomes features: numbers of their parts. */
export interface PreparedDate {
  readonly kind: 'date';
  readonly name: string;
  /** The parts that differ in the training rows. */
  readonly parts: readonly DatePart[];
  /** Of each part: what stands for a missing date. */
  readonly medians: readonly number[];
  readonly canMiss: boolean;
}

/**
 * `day` counts days since 1970-01-01, with its fraction; the others are of the calendar, in UTC: months
 * from 1, weekdays from Monday, 1, to Sunday, 7.
 */
export type DatePart = 'day' | 'year' | 'month' | 'day of month' | 'weekday' | 'hour';

export type PreparedColumn = PreparedNumber | PreparedBoolean | PreparedCategory | PreparedDate;

/** Why a column is no feature. */
export type Omission =
  'asked' | 'empty' | 'constant' | 'duplicate' | 'identifier' | 'too many different texts';

/** A column that is left out. */
export interface OmittedColumn {
  readonly name: string;
  readonly why: Omission;
  /** Of a duplicate: the column that it equals. Absent of others. */
  readonly of?: string;
}

/**
 * What was learnt of a table's columns in the training rows, as plain JSON values: it makes the same
 * features of any other rows, found by the columns' names. A part of the model and its file.
 *
 * @category Data
 */
export interface Preparation {
  /** In the order of their features. */
  readonly columns: readonly PreparedColumn[];
  readonly omitted: readonly OmittedColumn[];
  /** The name of the column of the labels; of one-hot labels, those of the columns, a class each. */
  readonly labels: readonly string[];
  /** `error` if a missing value is an error in any row, whatever the training rows have. */
  readonly missing: 'impute' | 'error';
}

/**
 * The features that a preparation makes, in their order: d names, each once, e.g. `age`,
 * `colour = red`. A name that is there already gets a number, as in `colour = other (2)`.
 */
export function featureNamesOf({ columns }: Preparation): string[] {
  const taken = new Set<string>();
  return columns.flatMap(namesOf).map((name) => {
    let own = name;
    for (let number = 2; taken.has(own); number++) own = `${name} (${number})`;
    taken.add(own);
    return own;
  });
}

function namesOf(column: PreparedColumn): string[] {
  const { name, canMiss } = column;
  const missing = canMiss ? [`${name} missing`] : [];
  switch (column.kind) {
    case 'number':
    case 'boolean':
      return [name, ...missing];
    case 'category': {
      const other = column.hasOther ? [`${name} = other`] : [];
      return [...column.categories.map((own) => `${name} = ${own}`), ...other, ...missing];
    }
    case 'date':
      return [...column.parts.map((part) => `${name}: ${part}`), ...missing];
  }
}
