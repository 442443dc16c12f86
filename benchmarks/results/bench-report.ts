import path from 'node:path';
import { threadCounts } from '../epoch/cases';
import { machineText } from '../harness/machine';
import { epochFigure } from './epoch-figure';
import { keepMeasured, measuredWith, type BenchResults, type Measured } from './measured';
import { markdownTable, terminalTable, type Table } from './table';
import { epochTable, limitTable, targetTable, wholeTable } from './tables';
import { judge } from './targets';
import { writeFigures, writeJson, writeFormatted } from './write';

interface Section {
  readonly title: string;
  readonly note: string;
  readonly table: Table;
}

const NOTE = `Configuration 2 on CIFAR-10's data_batch_1: n = 10,000, d = 3,072, K = 10, mini-batches of 100, shuffled in each epoch; evaluation is of data_batch_1 and data_batch_2. Medians of interleaved rounds, each case in a process of its own, whose first epochs were checked against a reference run.`;

/** A description of the peers' programs. */
const PEERS_NOTE = `Peers keep their samples as standardised floats in memory. NumPy gathers a mini-batch by fancy indexing, and works in place; PyTorch is \`nn.Linear\`, \`cross_entropy\` and \`SGD\`, with a \`randperm\`; scikit-learn is \`MLPClassifier(hidden_layer_sizes=(), solver="sgd", momentum=0)\` by \`partial_fit\`, the same model; TensorFlow.js is core operations on the cpu backend. Ratios take each peer with the number of threads that suits it best.`;

function sections(machines: readonly Measured[]): Section[] {
  const peers = machines.flatMap(({ cases }) => cases).filter(({ version }) => version !== null);
  const versions = new Set(
    peers.map(({ label, version }) => `${label.split(',')[0]} ${String(version)}`),
  );
  const missing = new Set(machines.flatMap((machine) => machine.missing));
  const peersNote = [
    ...(versions.size === 0 ? [] : [`${PEERS_NOTE} Versions: ${[...versions].join(', ')}.`]),
    ...(missing.size === 0 ? [] : [`Not installed: ${[...missing].join(', ')}.`]),
  ];
  const cores = Math.max(...machines.map(({ machine }) => machine.cores));
  const judged = judge(machines.map(({ medians }) => medians));
  const all: Section[] = [
    {
      title: 'An epoch',
      note: `${NOTE} The share is that of the limit: of what the products take at the rate of large square ones, on as many threads; for plain JavaScript, at the rate at which V8 adds products to six sums in registers. ${peersNote.join(' ')}`,
      table: epochTable(machines),
    },
    {
      title: 'What the machine allows',
      note: 'Products of 2,048×2,048 matrices, and reading 256 MiB by `memcmp`, a thread each; rates of threads that work at the same time are added. Measured in the same rounds.',
      table: limitTable(machines, threadCounts(cores)),
    },
    {
      title: 'The whole job',
      note: 'All four configurations for 40 epochs with their curves, from the start of the process to its end, data in the cache; ours with the checks before training and the watch over it. Accuracies are checked in every run.',
      table: wholeTable(machines),
    },
    {
      title: 'Targets',
      note: 'In float32, and judged by the worse instruction set.',
      table: targetTable(
        machines,
        judged.filter(({ verdict }) => verdict !== 'not measured'),
      ),
    },
  ];
  return all.filter(({ table }) => table.rows.length > 0);
}

/** The text to print at the end: beside earlier figures of other instruction sets in the folder. */
export function benchText(folder: string | null, results: BenchResults): string {
  const parts = sections(measuredWith(folder, results)).map(
    ({ title, table }) => `${title}\n${terminalTable(table)}`,
  );
  const { missing } = results;
  if (missing.length > 0) parts.push(`not installed: ${missing.join(', ')}`);
  return [machineText(results.machine), ...parts].join('\n\n');
}

/**
 * Writes RESULTS.md and its picture, with the medians that were kept of other instruction sets;
 * keeps this run's medians; and writes results.json with every timing of it.
 */
export async function writeBench(folder: string, results: BenchResults): Promise<void> {
  const machines = measuredWith(folder, results);
  await keepMeasured(folder, results);
  await writeFigures(folder, [epochFigure(machines)]);
  const written = machines.map(
    ({ instructions, machine }) =>
      `- **${instructions}**, by \`${machine.command}\`: ${machineText(machine)}.`,
  );
  const text = [
    '# Results',
    written.join('\n'),
    '![Milliseconds of an epoch, beside the limit](results.svg)',
    ...sections(machines).flatMap(({ title, note, table }) => [
      `## ${title}`,
      note,
      markdownTable(table),
    ]),
  ];
  await writeFormatted(path.join(folder, 'RESULTS.md'), text.join('\n\n'));
  writeJson(path.join(folder, 'results.json'), {
    machine: results.machine,
    measured: [...results.rounds].map(([id, rounds]) => ({ id, rounds })),
  });
}
