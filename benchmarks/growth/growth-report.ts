import path from 'node:path';
import { machineText, type Machine } from '../harness/machine';
import { figures, markdownTable, share, terminalTable, type Table } from '../results/table';
import { ratio } from '../results/medians';
import { writeFigures, writeJson, writeFormatted } from '../results/write';
import { flagsOf, type Flag } from './flags';
import { growthFigures } from './growth-figures';
import { DTYPES, type Growth } from './measure-growth';
import {
  shapeId,
  shapesAlong,
  shareOfLimit,
  VARIABLE_NAMES,
  VARIABLES,
  type GrowthPoint,
  type Plan,
  type Variable,
} from './points';

/** The results of a run. */
export interface GrowthResults {
  readonly machine: Machine;
  readonly plan: Plan;
  readonly growth: Growth;
  /** NumPy's version; null if it took no part. */
  readonly numpyVersion: string | null;
}

/** A row for each value of a variable, in each dtype. */
function variableTable(
  { plan, growth }: GrowthResults,
  variable: Variable,
  threadCounts: readonly number[],
): Table {
  const headings = [
    VARIABLE_NAMES[variable],
    ...threadCounts.flatMap((threads) => [
      `${threads} thr., µs`,
      'NumPy, µs',
      'times as fast',
      'of limit',
    ]),
  ];
  const rows = DTYPES.flatMap((dtype) =>
    shapesAlong(plan, variable).map((shape) => [
      `${shape[variable].toLocaleString('en')}, ${dtype}`,
      ...threadCounts.flatMap((threads) =>
        cells(
          growth.points.find(
            (point) =>
              point.threads === threads &&
              point.dtype === dtype &&
              shapeId(point.shape) === shapeId(shape),
          ),
        ),
      ),
    ]),
  );
  return { headings, rows };
}

function cells(point: GrowthPoint | undefined): string[] {
  if (point === undefined) return ['–', '–', '–', '–'];
  const { seconds, numpySeconds } = point;
  return [
    figures(ratio(seconds, 1e-6)),
    figures(ratio(numpySeconds, 1e-6)),
    figures(ratio(numpySeconds, seconds)),
    share(shareOfLimit(point)),
  ];
}

function threadCountsOf({ growth }: GrowthResults): number[] {
  return [...new Set(growth.points.map(({ threads }) => threads))];
}

function flagTable(flags: readonly Flag[]): Table {
  return {
    headings: ['flag', 'where', 'times'],
    rows: flags.map(({ kind, where, ratio: times }) => [kind, where, figures(times)]),
  };
}

/** Notes on shapes without figures, and others. */
function notesOf({ growth, numpyVersion }: GrowthResults): string[] {
  const failed = new Set(
    growth.points.flatMap(({ shape, failure }) =>
      failure === null ? [] : [`Not measured: ${shapeId(shape)}: ${failure}.`],
    ),
  );
  const numpy = numpyVersion === null ? ['NumPy: not installed, or left out.'] : [];
  return [...numpy, ...failed, ...growth.notes];
}

/** The text to print at the end. */
export function growthText(results: GrowthResults): string {
  const threadCounts = threadCountsOf(results);
  const flags = flagsOf(results.plan, results.growth.points);
  return [
    machineText(results.machine),
    ...VARIABLES.map((variable) => terminalTable(variableTable(results, variable, threadCounts))),
    ...notesOf(results),
    flags.length === 0 ? 'No flags.' : terminalTable(flagTable(flags)),
  ].join('\n\n');
}

/** Writes GROWTH.md, its pictures, and growth.json with every timing. */
export async function writeGrowth(folder: string, results: GrowthResults): Promise<void> {
  const { machine, plan, growth, numpyVersion } = results;
  const drawn = DTYPES.flatMap((dtype) => growthFigures(plan, growth.points, dtype));
  await writeFigures(folder, drawn);
  const flags = flagsOf(plan, growth.points);
  const text = [
    '# How cost grows',
    `Written by \`${machine.command}\`: ${machineText(machine)}${numpyVersion === null ? '' : `; NumPy ${numpyVersion}`}.`,
    `One variable at a time changes around ${shapeId(plan.base)}. Figures are microseconds a sample of a shuffled training epoch (a part of it, on synthetic bytes), medians of interleaved rounds; the limit is 4·d·K flops a sample at the rate of large square products on as many threads, measured in the same rounds. NumPy has its samples as standardised floats in memory, and as many threads.`,
    ...drawn.map(({ name, description }) => `![${description}](${name}.svg)`),
    ...VARIABLES.flatMap((variable) => [
      `## ${VARIABLE_NAMES[variable]}`,
      markdownTable(variableTable(results, variable, threadCountsOf(results))),
    ]),
    '## Flags',
    `Slower than NumPy; a time for each sample, class and feature that more than doubles from a size to the next (cliff); a time for each sample that is not within 1.5 times that of n = ${plan.base.samples} (not linear in n). Sizes are compared in units of what large square products took in the same rounds.`,
    flags.length === 0 ? 'None.' : markdownTable(flagTable(flags)),
    ...notesOf(results),
  ];
  await writeFormatted(path.join(folder, 'GROWTH.md'), text.join('\n\n'));
  writeJson(path.join(folder, 'growth.json'), {
    machine,
    numpyVersion,
    plan,
    points: growth.points,
    flags,
    notes: growth.notes,
    rounds: Object.fromEntries(growth.rounds),
  });
}
