import type { LimitJob } from '../workers/limit';
import type { Measured } from './measured';
import { ratio, type Part } from './medians';
import { figures, milliseconds, share, type Table } from './table';
import type { JudgedTarget } from './targets';

/** Cases of several machines, each once, in the first one's order. */
function casesOf<Case extends { readonly id: string }>(
  lists: readonly (readonly Case[])[],
): Case[] {
  return [...new Map(lists.flat().map((given) => [given.id, given])).values()];
}

/** Each case's epoch, and which share of that time its products take at the limit's rate. */
export function epochTable(machines: readonly Measured[]): Table {
  const columns = (['training', 'evaluation'] as const).flatMap((part) =>
    machines.map(({ medians, instructions }) => ({ part, medians, instructions })),
  );
  const headings = columns.flatMap(({ part, instructions }) => [
    `${part}, ${instructions}, ms`,
    'share',
  ]);
  const rows = casesOf(machines.map(({ cases }) => cases)).map((given) => [
    given.label,
    ...columns.flatMap(({ part, medians }) => {
      const seconds = medians.epoch(given.contender, given.threads, part, given.dtype);
      return [milliseconds(seconds), share(ratio(medians.limitOf(given, part), seconds))];
    }),
  ]);
  return { headings: ['', ...headings], rows };
}

/** The machines' limits. */
export function limitTable(machines: readonly Measured[], threadCounts: readonly number[]): Table {
  const columns = machines.flatMap(({ medians, instructions }) =>
    threadCounts.map((threads) => ({ medians, instructions, threads })),
  );
  type Column = (typeof columns)[number];
  const row = (label: string, value: (column: Column) => number | null): string[] => [
    label,
    ...columns.map((column) => figures(value(column))),
  ];
  const rate =
    (limit: LimitJob['limit']) =>
    ({ medians, threads }: Column) =>
      ratio(medians.limit(limit, threads), 1e9);
  const products =
    (dtype: 'float32' | 'float64') =>
    ({ medians, threads }: Column) =>
      ratio(medians.productsLimit('training', threads, dtype), 0.001);
  const reading =
    (part: Part) =>
    ({ medians, threads }: Column) =>
      ratio(medians.memoryLimit(part, threads), 0.001);
  return {
    headings: [
      '',
      ...columns.map(
        ({ instructions, threads }) =>
          `${instructions}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
      ),
    ],
    rows: [
      row('large square product, float32, Gflop/s', rate('float32')),
      row('large square product, float64, Gflop/s', rate('float64')),
      row('products of an epoch or an evaluation at this rate, float32, ms', products('float32')),
      row('products of an epoch or an evaluation at this rate, float64, ms', products('float64')),
      row('plain JavaScript, six sums in registers, float64, Gflop/s', rate('javascript')),
      row('reading memory, GB/s', rate('memory')),
      row('reading the training samples once, as bytes, ms', reading('training')),
      row('reading 20,000 samples once, as bytes, ms', reading('evaluation')),
    ],
  };
}

/** The times of whole processes. */
export function wholeTable(machines: readonly Measured[]): Table {
  const headings = machines.flatMap(({ instructions }) => [`${instructions}, s`, 'peak, MiB']);
  const rows = casesOf(machines.map(({ wholeCases }) => wholeCases)).map(({ id, label }) => [
    label,
    ...machines.flatMap(({ medians }) => [
      figures(medians.of(id, 'seconds')),
      figures(ratio(medians.of(id, 'peakMemory'), 2 ** 20)),
    ]),
  ]);
  return { headings: ['', ...headings], rows };
}

export function targetTable(
  machines: readonly Measured[],
  targets: readonly JudgedTarget[],
): Table {
  return {
    headings: ['', 'target', ...machines.map(({ instructions }) => instructions), ''],
    rows: targets.map(({ what, atLeast, measured, verdict }) => [
      what,
      `≥ ${atLeast}`,
      ...measured.map(figures),
      verdict,
    ]),
  };
}
