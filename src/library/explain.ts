import type { Label, Row } from '../data';
import { printedAs, shortened, shownOf, type ShownCell } from '../display';
import { argumentError, show } from '../errors';
import type { PatchFeatures } from '../patches';
import { argmax, type FittedModel } from '../model';
import { featureNamesOf } from '../tables/preparation';
import type { TableRecord } from '../tables/record';
import type { Predictor } from './predictor';
import { isOneRow, type Sample } from './rows';

/**
 * What a column, or a feature, adds to a score.
 *
 * @category Models
 */
export interface Contribution {
  /**
   * The column's name; of a model without, the feature's name or its index; of a model of pictures by
   * patches, `patch 3` or `negative of patch 3` for all its regions.
   */
  readonly column: string | number;
  /** As the sample has it; undefined where it is not given, or not one number among the features. */
  readonly value: unknown;
  /** Σ w x' over the features of the column; 0 for the mean sample. */
  readonly contribution: number;
}

/**
 * Result of `LinearClassifier.explain`: the score of a class as a sum.
 *
 * @category Models
 */
export interface Explanation<L extends Label = Label> {
  /** The class's label. */
  readonly label: L;
  /** The class's index, from 0 to K − 1. */
  readonly index: number;
  /** The probability of the class. */
  readonly probability: number;
  /** s: the bias and then all contributions, added up in their order. */
  readonly score: number;
  /** b, the score of the mean sample. */
  readonly bias: number;
  /** Of each column, the largest first; it is negative if it speaks against the class. */
  readonly contributions: readonly Contribution[];
}

/** A column with its features. */
interface Group {
  readonly column: string | number;
  /** The index of its first feature, and of the one after its last. */
  readonly first: number;
  readonly end: number;
  /** From one of its features to the next. */
  readonly step: number;
}

/** Explains the score of a class, by default the predicted one: see `LinearClassifier.explain`. */
export function explained(predictor: Predictor, sample: Sample, label?: Label): Explanation {
  const { labels, model } = predictor;
  const row = predictor.reader.row('row', sample);
  const scores = predictor.scores(row);
  const index = label === undefined ? argmax(scores, 0, scores.length) : labels.indexOf(label);
  if (index < 0) {
    const some = labels.slice(0, 8).map(show).join(', ') + (labels.length > 8 ? ', …' : '');
    throw argumentError(RangeError, 'label', `one of ${some}`, label);
  }
  predictor.toProbabilities(scores);
  const features = predictor.reader.encodedRow('row', row);
  const terms = termsOf(model, features, index);
  const values = isOneRow(sample) ? null : sample;
  const contributions = groupsOf(model)
    .map(({ column, first, end, step }) => ({
      column,
      value: values === null ? (end - first === 1 ? row[first] : undefined) : own(values, column),
      contribution: sumOf(terms, first, end, step),
    }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const bias = model.parameters.bias[index];
  const score = contributions.reduce((sum, { contribution }) => sum + contribution, bias);
  const sum = { label: labels[index], index, probability: scores[index], score, bias };
  return printed({ ...sum, contributions });
}

/** Contributions that a notebook shows. */
const MOST = 20;

/** Makes an explanation be printed with the largest contributions alone. */
function printed(explanation: Explanation): Explanation {
  return printedAs(explanation, {
    name: 'Explanation',
    summary: ({ contributions, ...sum }) => ({
      ...sum,
      contributions: shortened(contributions, ({ column, value, contribution }) => [
        ...[column, value, contribution],
      ]),
    }),
    facts: ({ label, probability, score, bias }) => ({ label, probability, score, bias }),
    tables: ({ contributions }) => [
      {
        head: ['column', 'value', 'contribution'],
        rows: contributions
          .slice(0, MOST)
          .map(({ column, value, contribution }) => [column, cellOf(value), contribution]),
        note: shownOf(Math.min(MOST, contributions.length), contributions.length, 'columns'),
      },
    ],
  });
}

/** A value as a record may have it, in a cell. */
function cellOf(value: unknown): ShownCell {
  if (value === undefined || value === null) return null;
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? (value as string | number | boolean)
    : show(value);
}

function own(record: TableRecord, column: string | number): unknown {
  return Object.hasOwn(record, column) ? record[column] : undefined;
}

/** Computes w x' of each feature, for class k: d numbers. */
function termsOf({ parameters, standardiser }: FittedModel, row: Row, k: number): Float64Array {
  const { weights, features: d } = parameters;
  const { mean, inverse, range } = standardiser;
  // Without + 0, a weight of 0 may give −0.
  return Float64Array.from(
    { length: d },
    (_, j) => weights[k * d + j] * ((row[j] / range - mean[j]) * inverse[j]) + 0,
  );
}

function sumOf(terms: Float64Array, first: number, end: number, step: number): number {
  let sum = 0;
  for (let j = first; j < end; j += step) sum += terms[j];
  return sum;
}

/** The features of each patch, those of its negative by themselves, in all regions. */
function groupsOfPatches({ features, settings: { patches } }: PatchFeatures): Group[] {
  return Array.from({ length: 2 * patches }, (_, first) => ({
    column: first < patches ? `patch ${first}` : `negative of patch ${first - patches}`,
    ...{ first, end: features, step: 2 * patches },
  }));
}

function groupsOf({ patches, preparation, featureNames, parameters }: FittedModel): Group[] {
  if (patches !== null) return groupsOfPatches(patches);
  if (preparation === null) {
    return Array.from({ length: parameters.features }, (_, j) => ({
      column: featureNames?.[j] ?? j,
      first: j,
      end: j + 1,
      step: 1,
    }));
  }
  let first = 0;
  return preparation.columns.map((column) => {
    const count = featureNamesOf({ ...preparation, columns: [column] }).length;
    return { column: column.name, first, end: (first += count), step: 1 };
  });
}
