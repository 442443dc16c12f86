import { percent, nats } from '../../report/text/format';
import { table } from '../../report/text/table';
import { printable } from '../../errors';
import { describeBackend } from '../say-backend';
import type { EvaluationRecord } from './evaluation-record';

/** Formats the classifier, backend and data of an evaluation. */
export function evaluationBanner({ model, data, samples, backend }: EvaluationRecord): string {
  return [
    `classifier ${printable(model)}`,
    `backend    ${describeBackend(backend)}`,
    `data       ${printable(data)}, ${samples.toLocaleString('en')} samples\n`,
  ].join('\n');
}

/** Formats the metrics on all samples, and of each class. */
export function evaluationText(record: EvaluationRecord): string {
  const { accuracy, loss, temperature, calibration, classes } = record;
  const { expectedError, confidence } = calibration;
  const rows = classes.map(({ label, samples, precision, recall }) => [
    printable(label),
    String(samples),
    precision === null ? '–' : percent(precision),
    recall === null ? '–' : percent(recall),
  ]);
  return [
    `accuracy           ${percent(accuracy)}`,
    `loss               ${nats(loss)}`,
    `calibration error  ${percent(expectedError)} (mean confidence ${percent(confidence)}, temperature ${temperature.toPrecision(3)})`,
    table(['class', 'samples', 'precision', 'recall'], rows, 'left'),
  ].join('\n');
}
