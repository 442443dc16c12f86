import path from 'node:path';
import { epochLabel, threadCounts, type EpochCase } from '../epoch/cases';
import type { Rounds } from '../harness/interleave';
import { machineText, type Machine } from '../harness/machine';
import type { WholeCase } from '../whole/cases';
import { epochFigure } from './epoch-figure';
import { Medians } from './medians';
import { markdownTable, terminalTable, type Table } from './table';
import { epochTable, limitTable, targetTable, wholeTable } from './tables';
import { judge } from './targets';
import { writeFigures, writeJson, writeMarkdown } from './write';

/** The results of a run. */
export interface BenchResults {
  readonly machine: Machine;
  readonly cases: readonly EpochCase[];
  readonly wholeCases: readonly WholeCase[];
  /** Peers that aren't installed. */
  readonly missing: readonly string[];
  readonly rounds: Rounds;
}

interface Section {
  readonly title: string;
  readonly note: string;
  readonly table: Table;
}

const NOTE = `Configuration 2 on CIFAR-10's data_batch_1: n = 10,000, d = 3,072, K = 10, mini-batches of 100, shuffled in each epoch; evaluation is of data_batch_1 and data_batch_2. Medians of interleaved rounds, each case in a process of its own, whose first epochs were checked against a reference run.`;

/** A description of the peers' programs. */
const PEERS_NOTE = `Peers keep their samples as standardised floats in memory. NumPy gathers a mini-batch by fancy indexing, and works in place; PyTorch is \`nn.Linear\`, \`cross_entropy\` and \`SGD\`, with a \`randperm\`; scikit-learn is \`MLPClassifier(hidden_layer_sizes=(), solver="sgd", momentum=0)\` by \`partial_fit\`, the same model; TensorFlow.js is core operations on the cpu backend. Ratios take each peer with the number of threads that suits it best.`;

function sections({ cases, wholeCases, machine, missing }: BenchResults, medians: Medians) {
  const peers = cases.filter(({ version }) => version !== null);
  const versions = new Set(
    peers.map((peer) => `${epochLabel(peer).split(',')[0]} ${String(peer.version)}`),
  );
  const peersNote = [
    ...(versions.size === 0 ? [] : [`${PEERS_NOTE} Versions: ${[...versions].join(', ')}.`]),
    ...(missing.length === 0 ? [] : [`Not installed: ${missing.join(', ')}.`]),
  ];
  const all: Section[] = [
    {
      title: 'An epoch',
      note: `${NOTE} The limit is what the products take at the rate of large square ones, on as many threads; for plain JavaScript, at the rate at which V8 adds products to six sums in registers. ${peersNote.join(' ')}`,
      table: epochTable(cases, medians),
    },
    {
      title: 'What the machine allows',
      note: 'Products of 2,048×2,048 matrices, and reading 256 MiB by `memcmp`, a thread each; rates of threads that work at the same time are added. Measured in the same rounds.',
      table: limitTable(threadCounts(machine.cores), medians),
    },
    {
      title: 'The whole job',
      note: 'All four configurations for 40 epochs with their curves, from the start of the process to its end, data in the cache; ours with the checks before training and the watch over it. Accuracies are checked in every run.',
      table: wholeTable(wholeCases, medians),
    },
    {
      title: 'Targets',
      note: 'In float32.',
      table: targetTable(judge(medians).filter(({ verdict }) => verdict !== 'not measured')),
    },
  ];
  return all.filter(({ table }) => table.rows.length > 0);
}

/** The text to print at the end. */
export function benchText(results: BenchResults): string {
  const parts = sections(results, new Medians(results.rounds)).map(
    ({ title, table }) => `${title}\n${terminalTable(table)}`,
  );
  const { missing } = results;
  if (missing.length > 0) parts.push(`not installed: ${missing.join(', ')}`);
  return [machineText(results.machine), ...parts].join('\n\n');
}

/** Writes RESULTS.md, its picture, and results.json with every timing. */
export async function writeBench(folder: string, results: BenchResults): Promise<void> {
  const medians = new Medians(results.rounds);
  await writeFigures(folder, [epochFigure(results.cases, medians)]);
  const text = [
    '# Results',
    `Written by \`${results.machine.command}\`: ${machineText(results.machine)}.`,
    '![Milliseconds of an epoch, beside the limit](results.svg)',
    ...sections(results, medians).flatMap(({ title, note, table }) => [
      `## ${title}`,
      note,
      markdownTable(table),
    ]),
  ];
  await writeMarkdown(path.join(folder, 'RESULTS.md'), text.join('\n\n'));
  const named = [
    ...results.cases.map((given) => ({
      id: given.id,
      label: epochLabel(given),
      version: given.version,
    })),
    ...results.wholeCases.map(({ id, label }) => ({ id, label })),
  ];
  writeJson(path.join(folder, 'results.json'), {
    machine: results.machine,
    missing: results.missing,
    cases: named,
    measured: measured(results.rounds, medians),
    targets: judge(medians),
  });
}

/** Every timing, in seconds, flops or bytes per second, or bytes; and the medians. */
function measured(rounds: Rounds, medians: Medians) {
  return [...rounds].map(([id, all]) => {
    const quantities = Object.keys(all.at(0) ?? {});
    const own = Object.fromEntries(quantities.map((name) => [name, medians.of(id, name)]));
    return { id, medians: own, rounds: all };
  });
}
