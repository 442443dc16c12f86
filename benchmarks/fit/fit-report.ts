import path from 'node:path';
import { machineText } from '../harness/machine';
import { figures, markdownTable, share, terminalTable, type Table } from '../results/table';
import { writeFormatted } from '../results/write';
import { compared, type Compared, type Comparison } from './comparison';
import type { KeptSet, KeptSets } from './kept';

interface Row {
  readonly name: string;
  readonly set: KeptSet;
  readonly comparison: Comparison;
}

/** The sets that have figures. @param names  in the order of the table */
function rowsOf(sets: KeptSets, names: readonly string[]): Row[] {
  return names.flatMap((name) => {
    const set = sets[name];
    return set === undefined ? [] : [{ name, set, comparison: compared(set) }];
  });
}

const percent = (fraction: number): string => (100 * fraction).toFixed(2);

function accuracyTable(rows: readonly Row[]): Table {
  return {
    headings: [
      '',
      'splits',
      'test rows',
      'accuracy, %',
      'scikit-learn, %',
      'one error',
      'as good',
      'lower, higher',
    ],
    rows: rows.map(({ name, comparison: own }) => [
      name,
      String(own.splits),
      own.samples.toLocaleString('en'),
      ...[own.accuracy.own, own.accuracy.peer, own.standardError].map(percent),
      own.isAsAccurate ? 'yes' : 'no',
      `${own.lower}, ${own.higher}`,
    ]),
  };
}

const cells = ({ own, peer, share: part }: Compared): string[] => [
  figures(own),
  figures(peer),
  share(part),
];

function timeTable(rows: readonly Row[]): Table {
  const triple = (what: string): string[] => [what, 'scikit-learn', 'share'];
  return {
    headings: [
      '',
      ...triple('process, s'),
      'a third at most',
      ...triple('processor, s'),
      ...triple('without the start, s'),
    ],
    rows: rows.map(({ name, comparison: own }) => [
      name,
      ...cells(own.seconds),
      own.isFast ? 'yes' : 'no',
      ...cells(own.processorSeconds),
      ...cells(own.alone),
    ]),
  };
}

/** Where scikit-learn warned. */
function warningNotes(rows: readonly Row[]): string[] {
  const warned = rows.filter(({ comparison }) => comparison.unconverged > 0);
  if (warned.length === 0) return [];
  const where = warned.map(
    ({ name, comparison: { splits, unconverged } }) =>
      `${name} (${splits === 1 ? 'its only split' : `${unconverged} of ${splits} splits`})`,
  );
  return [`scikit-learn warned that fits had not converged on ${where.join(', ')}.`];
}

/** A line for each run: what it measured, and its machine. */
function machineNotes(rows: readonly Row[]): string[] {
  const dates = new Set(rows.map(({ set }) => set.machine.date));
  return [...dates].map((date) => {
    const own = rows.filter(({ set }) => set.machine.date === date);
    const [{ set }] = own;
    const names = own.map(({ name }) => name).join(', ');
    return `${names}: ${machineText(set.machine)}; scikit-learn ${set.peerVersion}.`;
  });
}

/** The text to print at the end. */
export function fitText(sets: KeptSets, names: readonly string[]): string {
  const rows = rowsOf(sets, names);
  return [
    ...machineNotes(rows),
    terminalTable(accuracyTable(rows)),
    terminalTable(timeTable(rows)),
    ...warningNotes(rows),
  ].join('\n\n');
}

/** Writes FIT.md of all sets that have figures. */
export async function writeFitReport(
  folder: string,
  sets: KeptSets,
  names: readonly string[],
): Promise<void> {
  const rows = rowsOf(sets, names);
  const text = [
    '# From data to a model',
    'Written by `npm run bench:fit`, and with `--large` for the images.',
    "`onelayer fit` with no setting beside scikit-learn's `LogisticRegressionCV` as it ships (10 values of C, 5 folds, 100 iterations at most) behind a `ColumnTransformer` that prepares the columns alike: medians and indicators for missing values, one-hot categories of at least two rows, parts of dates, standardised numbers. Both learn from the same rows and are tested on the same others. Small tables are parted at random several times, each class in proportion: accuracies are means over the splits, and times medians. Penguins, cars and Seattle's weather have categories, dates and missing values. MNIST and Fashion-MNIST are CSV files, and CIFAR-10 a folder of 60,000 PNG files, which onelayer reads and scikit-learn has as an array in files; they have test images of their own.",
    '## Accuracy',
    "One error is the standard error of scikit-learn's accuracy: of its mean over the splits, or for one split of its test rows. As good means: not lower by more. Lower, higher: the splits on which it is lower, or higher, by more than the error of scikit-learn's accuracy on their test rows, which may be a single row.",
    markdownTable(accuracyTable(rows)),
    '## Time',
    'Of whole processes, by the clock and by all processors, and without starting and loading libraries. Shares are medians over the splits.',
    markdownTable(timeTable(rows)),
    ...warningNotes(rows),
    '## Machine',
    ...machineNotes(rows),
  ];
  await writeFormatted(path.join(folder, 'FIT.md'), text.join('\n\n'));
}
