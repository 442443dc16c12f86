import { warn } from '../../errors';

/** Fewer classes than this are never improbable. */
const FEW_CLASSES = 20;

const FRACTION = /^[+-]?\d*\.\d+(e[+-]?\d+)?$/i;

/**
 * Warns if the labels are probably no classes: if there are more than half as many classes as samples,
 * or many that are decimal fractions.
 *
 * @param name  of the data set
 */
export function warnOfManyClasses(name: string, classes: readonly string[], samples: number): void {
  if (classes.length <= FEW_CLASSES) return;
  const isNumeric = classes.every((label) => Number.isFinite(Number(label)));
  const isContinuous = isNumeric && classes.some((label) => FRACTION.test(label));
  if (classes.length <= samples / 2 && !isContinuous) return;
  const [first, second] = classes;
  const what = isNumeric ? 'a quantity, such as a price,' : 'a name or id of each sample';
  const meaning = `labels like ${first} and ${second} look like ${what} rather than a class`;
  const advice = 'a classifier learns classes that have many samples each: choose other labels';
  warn(
    'MANY_CLASSES',
    `${name}: ${classes.length} classes for ${samples} samples: ${meaning}; ${advice}`,
  );
}
