import { shownOf, strip, toBytes, type ShownCell, type ShownTable } from '../display';
import { countsOf } from './class-counts';
import type { DataSet } from './data-set';
import { kindOf } from './features';

/** Rows, columns and classes that a notebook shows, and pictures of each class. */
const MOST_ROWS = 5;
const MOST_COLUMNS = 8;
const MOST_CLASSES = 10;
const MOST_PICTURES = 5;

/** What a notebook says of a data set above the tables. */
export function facts({ name, samples, features, image, classes, weights }: DataSet): object {
  return {
    ...{ name, samples, features },
    ...(image && { image }),
    classes: classes.length,
    ...(weights && { weights: `${weights.constructor.name}(${weights.length})` }),
  };
}

/** The classes with their numbers of samples, and first samples: pictures, or rows of numbers. */
export function samplesTables(set: DataSet): ShownTable[] {
  return set.image === undefined ? [classesTable(set, null), rowsTable(set)] : [picturesTable(set)];
}

function classesTable(set: DataSet, pictures: readonly ShownCell[] | null): ShownTable {
  const { classes } = set;
  const counts = countsOf(set, null);
  const rows = classes
    .slice(0, MOST_CLASSES)
    .map((own, k) => [own, counts[k], ...(pictures === null ? [] : [pictures[k]])]);
  const head = ['class', 'samples', ...(pictures === null ? [] : ['the first'])];
  return { head, rows, note: shownOf(rows.length, classes.length, 'classes') };
}

function picturesTable(set: DataSet): ShownTable {
  const { classes, labels, image } = set;
  const shown = Math.min(classes.length, MOST_CLASSES);
  const first = Array.from({ length: shown }, (): number[] => []);
  let wanted = shown;
  for (let i = 0; i < labels.length && wanted > 0; i++) {
    if (labels[i] >= shown || first[labels[i]].length === MOST_PICTURES) continue;
    if (first[labels[i]].push(i) === MOST_PICTURES) wanted--;
  }
  const bytes = first.map((own) => own.map((i) => pixelsOf(set, i)));
  const pictures = bytes.map((own) =>
    own.length === 0 || image === undefined ? null : strip(own, image),
  );
  return classesTable(set, pictures);
}

/** An image as bytes: numbers are stretched from the smallest to the largest. */
function pixelsOf({ X, features }: DataSet, i: number): Uint8Array {
  const row = kindOf(X).row(X, features, i);
  if (row instanceof Uint8Array) return row;
  let [low, high] = [Infinity, -Infinity];
  for (const value of row) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return toBytes(row, [low, high]);
}

function rowsTable({ X, classes, features, featureNames, labels, samples }: DataSet): ShownTable {
  const columns = Math.min(features, MOST_COLUMNS);
  const names = Array.from({ length: columns }, (_, j) => featureNames?.[j] ?? `${j}`);
  const isCut = columns < features;
  const cut = isCut ? ['…'] : [];
  const rows = Array.from({ length: Math.min(samples, MOST_ROWS) }, (_, i) => [
    ...kindOf(X).row(X, features, i).subarray(0, columns),
    ...cut,
    classes[labels[i]],
  ]);
  const notes = [
    shownOf(rows.length, samples, 'samples'),
    isCut ? shownOf(columns, features, 'features') : undefined,
  ];
  return { head: [...names, ...cut, 'label'], rows, note: notes.filter(Boolean).join('; ') };
}
