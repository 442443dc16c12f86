import { printable } from '../../errors';
import type { FitResult, FitTest, Understood } from '../../library';
import type { Interval } from '../../model';
import { certificateWords, count, percent, searchSentence, small } from '../../report';
import { table } from '../../report/text/table';
import { settingNumber } from '../../report/text/format';
import { describeExtensions, isBatch, wholeSettings } from '../../training';
import { chosenLine } from '../path/path-output';

/** Classes that have a line each. */
const MOST_CLASSES = 20;

/** Formats what was understood of the data: a line each. */
export function understoodText({ lines }: Understood): string {
  return lines
    .map((line, i) => `${i === 0 ? 'data      ' : '          '}${printable(line)}`)
    .join('\n');
}

/** Says how the classifier is trained, and which λ are tried. */
export function planWords({ solver, settings, lambdas }: Understood['plan']): string {
  const { batchSize, epochs, eta } = wholeSettings(settings);
  const extensions = describeExtensions(settings);
  const values =
    lambdas.length === 1
      ? `λ ${small(lambdas[0])}`
      : `${lambdas.length} λ from ${small(lambdas[0])}`;
  if (solver === 'lbfgs') return ['certified optima', values, ...extensions].join(', ');
  const how = `${count(epochs, 'epoch')} of mini-batches of ${batchSize}`;
  return [how, values, `η ${settingNumber(eta)}`, ...extensions].join(', ');
}

/** Formats the test: accuracy with its interval, beside that of the majority class. */
export function accuracyLine({ accuracy, interval, majority, samples }: FitTest): string {
  const always = `always saying ${printable(String(majority.label))} has ${percent(majority.accuracy)}`;
  const rows = samples.toLocaleString('en');
  const range = `${intervalWords(interval)} with a confidence of 95 %`;
  return `accuracy  ${percent(accuracy)} of ${rows} test rows (${range}); ${always}`;
}

/** E.g. `83.33 % to 99.41 %`. */
function intervalWords({ low, high }: Interval): string {
  return `${percent(low)} to ${percent(high)}`;
}

/** The table of the classes: of many, those that are predicted worst, by F1. */
export function classesTable({ classes }: FitTest): string {
  const shown =
    classes.length <= MOST_CLASSES
      ? classes
      : [...classes].sort((a, b) => (a.f1 ?? 0) - (b.f1 ?? 0)).slice(0, MOST_CLASSES);
  const rows = shown.map(({ label, samples, precision, recall, f1 }) => [
    printable(String(label)),
    samples.toLocaleString('en'),
    ...[precision, recall, f1].map((value) => (value === null ? '–' : percent(value))),
  ]);
  const text = table(['class', 'test rows', 'precision', 'recall', 'F1'], rows, 'left');
  const left = classes.length - shown.length;
  return left === 0 ? text : `${text}\nand ${left.toLocaleString('en')} classes with a higher F1`;
}

const EDGE =
  '          It is at the edge of what was tried: a better one may lie beyond (--lambdas).';

/** Says how near its optimum a classifier is, or for how long it was trained. */
function trainedLine({ best, certificate, samples }: FitResult): string {
  if (certificate !== null) return `optimum   ${certificateWords(certificate)}`;
  if (isBatch(best.settings)) {
    return 'optimum   nothing is certified: there was no time to come to it';
  }
  const epochs = best.rungs.at(-1)?.epochs ?? 0;
  return `trained   ${count(epochs, 'epoch')} of mini-batches on ${samples.toLocaleString('en')} rows`;
}

/** Formats what was chosen, and how near its optimum it is: a line each. */
export function chosenLines(result: FitResult, samples: number): string[] {
  const { calibration, isCut, results } = result;
  const { reason, temperature } = calibration;
  return [
    chosenLine(result, samples),
    `          ${searchSentence(results)}`,
    ...(results.atEdge.length > 0 && !isCut ? [EDGE] : []),
    trainedLine(result),
    reason === null
      ? `calibrated by the temperature ${temperature.toPrecision(3)}`
      : `not calibrated: ${reason}`,
  ];
}
