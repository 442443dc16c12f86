import { areSame } from '../data';
import { show } from '../errors';
import { featureNamesOf, type PreparedColumn, type Preparation } from '../tables/preparation';

/**
 * Checks that a preparation can make the features of a model: each column once, and the features'
 * names those of the model, in their order.
 *
 * @param featureNames  of the model
 * @param fail          throws; called with the fault
 */
export function checkPreparation(
  preparation: Preparation,
  featureNames: readonly string[] | null,
  fail: (fault: string) => never,
): void {
  const known = new Set(preparation.labels);
  for (const [i, column] of preparation.columns.entries()) {
    const name = `preparation.columns[${i}]`;
    if (known.has(column.name)) {
      const twin = preparation.labels.includes(column.name) ? ', a label' : ' twice';
      fail(`${name}.name: expected each once, got ${show(column.name)}${twin}`);
    }
    known.add(column.name);
    const fault = faultOf(column);
    if (fault !== null) fail(`${name}.${fault}`);
  }
  const made = featureNamesOf(preparation);
  if (featureNames === null) {
    fail('featureNames: expected those that the preparation makes, got none');
  }
  if (areSame(made, featureNames)) return;
  const j = made.findIndex((name, at) => name !== featureNames[at]);
  const [expected, got] =
    j < 0 ? [undefined, featureNames[made.length]] : [made[j], featureNames[j]];
  const what = expected === undefined ? `the ${made.length} of the preparation` : show(expected);
  fail(`featureNames[${j < 0 ? made.length : j}]: expected ${what}, got ${show(got)}`);
}

/** Returns what is wrong with a column by itself; null if nothing is. */
function faultOf(column: PreparedColumn): string | null {
  switch (column.kind) {
    case 'number':
      return notFinite('median', column.median);
    case 'boolean': {
      const { no, yes } = column;
      return no === yes ? `yes: expected another text than for no, got ${show(yes)}` : null;
    }
    case 'category': {
      const known = new Set<string>();
      const twin = column.categories.find((own) => known.size === known.add(own).size);
      return twin === undefined ? null : `categories: expected each once, got ${show(twin)} twice`;
    }
    case 'date': {
      const { parts, medians } = column;
      if (medians.length !== parts.length) {
        return `medians: expected ${parts.length} numbers, got ${medians.length}`;
      }
      return medians.map((own, i) => notFinite(`medians[${i}]`, own)).find(Boolean) ?? null;
    }
  }
}

function notFinite(name: string, value: number): string | null {
  return Number.isFinite(value) ? null : `${name}: expected a finite number, got ${value}`;
}
