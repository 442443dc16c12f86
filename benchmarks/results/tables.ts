import { epochLabel, type EpochCase } from '../epoch/cases';
import type { WholeCase } from '../whole/cases';
import type { LimitJob } from '../workers/limit';
import { ratio, type Medians, type Part } from './medians';
import { figures, milliseconds, share, type Table } from './table';
import type { JudgedTarget } from './targets';

/** Each case's epoch, beside the time its products take at the rate of large square ones. */
export function epochTable(cases: readonly EpochCase[], medians: Medians): Table {
  const headings = ['', 'training, ms', 'limit', 'share', 'evaluation, ms', 'limit', 'share'];
  const rows = cases.map((given) => {
    const part = (name: Part): string[] => {
      const seconds = medians.epoch(given.contender, given.threads, name, given.dtype);
      const limit = medians.limitOf(given, name);
      return [milliseconds(seconds), milliseconds(limit), share(ratio(limit, seconds))];
    };
    return [epochLabel(given), ...part('training'), ...part('evaluation')];
  });
  return { headings, rows };
}

/** The machine's limits. */
export function limitTable(threadCounts: readonly number[], medians: Medians): Table {
  const headings = ['', ...threadCounts.map((n) => `${n} ${n === 1 ? 'thread' : 'threads'}`)];
  const row = (label: string, value: (threads: number) => number | null): string[] => [
    label,
    ...threadCounts.map((threads) => figures(value(threads))),
  ];
  const rate = (limit: LimitJob['limit']) => (threads: number) =>
    ratio(medians.limit(limit, threads), 1e9);
  const time = (part: Part) => (threads: number) =>
    ratio(medians.memoryLimit(part, threads), 0.001);
  return {
    headings,
    rows: [
      row('large square product, float32, Gflop/s', rate('float32')),
      row('large square product, float64, Gflop/s', rate('float64')),
      row('plain JavaScript, six sums in registers, float64, Gflop/s', rate('javascript')),
      row('reading memory, GB/s', rate('memory')),
      row('reading the training samples once, as bytes, ms', time('training')),
      row('reading 20,000 samples once, as bytes, ms', time('evaluation')),
    ],
  };
}

/** The times of whole processes. */
export function wholeTable(cases: readonly WholeCase[], medians: Medians): Table {
  return {
    headings: ['', 'wall time, s', 'peak memory, MiB'],
    rows: cases.map(({ id, label }) => [
      label,
      figures(medians.of(id, 'seconds')),
      figures(ratio(medians.of(id, 'peakMemory'), 2 ** 20)),
    ]),
  };
}

export function targetTable(targets: readonly JudgedTarget[]): Table {
  return {
    headings: ['', 'target', 'measured', ''],
    rows: targets.map(({ what, atLeast, measured, verdict }) => [
      what,
      `≥ ${atLeast}`,
      figures(measured),
      verdict,
    ]),
  };
}
