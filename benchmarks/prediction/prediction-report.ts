import path from 'node:path';
import { machineText, type Machine } from '../harness/machine';
import { figures, markdownTable, terminalTable, type Table } from '../results/table';
import { writeJson, writeFormatted } from '../results/write';
import type { Prediction } from './measure-prediction';

/** The results of a run. */
export interface PredictionResults extends Prediction {
  readonly machine: Machine;
}

function table({ batches, results }: PredictionResults): Table {
  const headings = batches.flatMap((size) =>
    size === 1 ? ['one row, µs'] : [`${size} rows, µs`, 'rows a second'],
  );
  const rows = results.map(({ name, seconds }) => [
    name,
    ...seconds.flatMap((own, i) => {
      const time = figures(own * 1e6);
      const rate = Math.round(batches[i] / own).toLocaleString('en');
      return batches[i] === 1 ? [time] : [time, rate];
    }),
  ]);
  return { headings: ['', ...headings], rows };
}

/** The text to print at the end. */
export function predictionText(results: PredictionResults): string {
  return [machineText(results.machine), terminalTable(table(results))].join('\n\n');
}

/** Writes PREDICTION.md, and prediction.json with every timing. */
export async function writePrediction(folder: string, results: PredictionResults): Promise<void> {
  const { machine, shape, rounds, runtimeVersion } = results;
  const python =
    runtimeVersion === null
      ? 'ONNX Runtime for Python is not installed.'
      : `ONNX Runtime for Python ${runtimeVersion}.`;
  const text = [
    '# How fast a model predicts',
    `Written by \`${machine.command}\`: ${machineText(machine)}.`,
    `The probabilities of all classes, of a model of ${shape.features} features that are bytes and ${shape.classes} classes, into memory of the caller's where there is a way to; medians of interleaved rounds. Before, all predictions were compared within 1e-5. ONNX Runtime runs the file that the model was exported to: as WebAssembly in Node on one thread and, where it is installed, natively from Python. ${python}`,
    markdownTable(table(results)),
  ];
  await writeFormatted(path.join(folder, 'PREDICTION.md'), text.join('\n\n'));
  writeJson(path.join(folder, 'prediction.json'), {
    ...results,
    rounds: Object.fromEntries(rounds),
  });
}
