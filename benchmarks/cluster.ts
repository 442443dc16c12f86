/** Times trainings by several processes, and compares them with a model of the cost: `npm run bench:cluster`. */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { runCommand } from '../src/cli/run-command';
import { table } from '../src/report/text/table';
import { linkOf, predictEpoch, type ClusterTimes } from './cluster/model';
import { benchmarkProgram } from './harness/options';

const WORKER = path.join(__dirname, 'workers/cluster.ts');
const RUN_TYPESCRIPT = path.join(__dirname, '../scripts/run-typescript.js');

const CASES = [
  { name: 'cifar', title: 'CIFAR-10: d 3,072, K 10', batchSize: 100 },
  { name: 'cifar', title: 'CIFAR-10: d 3,072, K 10', batchSize: 1000 },
  { name: 'wide', title: 'synthetic: d 1,024, K 100', batchSize: 100 },
  { name: 'wide', title: 'synthetic: d 1,024, K 100', batchSize: 1000 },
];

type Case = (typeof CASES)[number];

/** Processes and threads of each. */
const RUNS = [
  [1, 1],
  [1, 2],
  [2, 1],
  [4, 1],
] as const;

function measure(
  { name, batchSize }: Case,
  [processes, threads]: readonly [number, number],
  milliseconds: number,
): ClusterTimes {
  const node = [process.execPath, '-r', RUN_TYPESCRIPT, WORKER];
  const words = [...node, name, ...[batchSize, threads, milliseconds].map(String)];
  const launcher = ['mpirun', '--allow-run-as-root', '--oversubscribe', '--bind-to', 'none', '-n'];
  const [program, ...args] = processes > 1 ? [...launcher, String(processes), ...words] : words;
  return JSON.parse(execFileSync(program, args, { encoding: 'utf8' })) as ClusterTimes;
}

/** The faster of two runs, and the faster of their sums. */
function better(a: ClusterTimes | undefined, b: ClusterTimes): ClusterTimes {
  if (a === undefined) return b;
  const [first, other] = a.seconds <= b.seconds ? [a, b] : [b, a];
  const sums = first.sums.map(({ bytes, seconds }, i) => ({
    bytes,
    seconds: Math.min(seconds, other.sums[i].seconds),
  }));
  return {
    ...first,
    sums,
    batch: Math.min(a.batch, b.batch),
    update: Math.min(a.update, b.update),
  };
}

function rowsOf(times: readonly ClusterTimes[], cores: number): string[][] {
  const [alone] = times;
  return times.map((own) => {
    const { processes, seconds, threads, waited } = own;
    const link = processes > 1 ? linkOf(own.sums) : { latency: 0, bandwidth: Infinity };
    const predicted =
      threads > 1
        ? null
        : predictEpoch(computing(times, processes, cores), link, { processes, cores });
    return [
      `${processes} × ${threads}`,
      (1000 * seconds).toFixed(1),
      (alone.seconds / seconds).toFixed(2),
      processes > 1 ? `${((100 * waited) / seconds).toFixed(0)} %` : '',
      processes > 1 ? `${(1e6 * link.latency).toFixed(0)} µs` : '',
      processes > 1 ? `${(link.bandwidth / 1e9).toFixed(2)} GB/s` : '',
      predicted === null ? '' : (1000 * predicted).toFixed(1),
      predicted === null ? '' : `${(100 * (predicted / seconds - 1)).toFixed(0)} %`,
    ];
  });
}

/** The run that tells how fast so many processes compute: their own, or of as many as there are cores. */
function computing(times: readonly ClusterTimes[], processes: number, cores: number): ClusterTimes {
  const most = Math.min(processes, cores);
  const found = times.findLast((own) => own.threads === 1 && own.processes <= most);
  return found ?? times[0];
}

const HEAD = ['processes × threads', 'ms an epoch', 'speed-up', 'waiting'];
const MODEL = ['latency', 'bandwidth', 'predicted, ms', 'off by'];

async function main(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const description = 'Times trainings by several processes beside a model of their cost.';
  const { quick, rounds = 3 } = benchmarkProgram('cluster', description, 3).parse(argv).opts();
  const cores = availableParallelism();
  const ofCores = RUNS.filter(([, threads]) => threads <= cores);
  for (const one of CASES) {
    const { title, batchSize } = one;
    const best: ClusterTimes[] = [];
    for (let round = 0; round < (quick ? 1 : rounds) && !signal.aborted; round++) {
      ofCores.forEach((sizes, i) => {
        best[i] = better(best[i], measure(one, sizes, quick ? 200 : 1500));
      });
      await Promise.resolve();
    }
    const [{ batch, update, numbers }] = best;
    const parts = `${batchSize} rows ${(1e6 * batch).toFixed(0)} µs, a step ${(1e6 * update).toFixed(0)} µs`;
    console.log(`\n${title}: ${numbers} numbers; on one thread, ${parts}; ${cores} cores`);
    console.log(table([...HEAD, ...MODEL], rowsOf(best, cores), 'right'));
  }
}

void runCommand((signal) => main(process.argv, signal));
