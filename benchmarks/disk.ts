/** Times trainings on rows that stay on disk: `npm run bench:disk`. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { runCommand } from '../src/cli/run-command';
import { encodeNpy } from '../src/data';
import { OnelayerError } from '../src/errors';
import { defaultRng } from '../src/random';
import { integerFrom } from '../src/training';
import { Child, nodeProgram } from './harness/child';
import { describeMachine } from './harness/machine';
import { evict, type LargePasses, type WarmPasses } from './workers/disk';

/** Rows written at a time: 32 MB of 1,024 numbers. */
const TOGETHER = 8192;

const D = 1024;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** Writes rows of normal random numbers, the same ones again and again: their values cost no time. */
function write(file: string, rows: number): number {
  const { bavail, bsize } = statfsSync(path.dirname(file));
  const bytes = 4 * D * rows;
  if (bavail * bsize < 1.2 * bytes) {
    const what = `${path.dirname(file)}: expected room for ${gigabytes(bytes)}`;
    throw new OnelayerError('NOT_WRITABLE', `${what}, got ${gigabytes(bavail * bsize)}`);
  }
  const generator = defaultRng(1);
  const block = Float32Array.from({ length: TOGETHER * D }, () => generator.standardNormal());
  const [head] = encodeNpy(new Float32Array(0), [rows, D]);
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, head);
  for (let first = 0; first < rows; first += TOGETHER) {
    writeSync(
      descriptor,
      new Uint8Array(block.buffer, 0, 4 * D * Math.min(TOGETHER, rows - first)),
    );
  }
  closeSync(descriptor);
  return bytes;
}

/** Seconds that `dd` takes to read a file that isn't in the cache. */
function timeDd(file: string): number {
  evict(file);
  const start = performance.now();
  spawnSync('dd', [`if=${file}`, 'of=/dev/null', 'bs=1M', 'status=none']);
  return (performance.now() - start) / 1000;
}

const least = (seconds: readonly number[]): number => Math.min(...seconds);

async function main(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const count = (name: string) => (text: string) => integerFrom(1)(name, text);
  const { rows, warmRows, threads, classes, rounds, folder } = new Command('disk')
    .description('Times mini-batch descent and evaluation on rows of 1,024 float32 that stay on disk.')
    .option('--rows <count>', 'of the set that is read cold: 4,096 bytes each', count('--rows'), 2_000_000)
    .option('--warm-rows <count>', 'of the set that is compared with memory', count('--warm-rows'), 200_000)
    .option('--classes <count>', 'K', count('--classes'), 10)
    .option('--threads <count>', 'of the addon', count('--threads'), describeMachine('').cores)
    .option('--rounds <count>', 'of the comparison with memory', count('--rounds'), 5)
    .option('--folder <folder>', 'where the rows are written, and removed', tmpdir())
    .parse(argv)
    .opts(); // prettier-ignore
  const own = mkdtempSync(path.join(folder, 'onelayer-disk-'));
  try {
    const file = path.join(own, 'X.npy');
    const bytes = write(file, rows);
    spawnSync('sync', [file]);
    const dd = timeDd(file);
    const large = await ask<LargePasses>('large', { file, classes, threads }, signal);
    const rate = (seconds: number): string => `${gigabytes(bytes / seconds)}/s`;
    console.log(`${gigabytes(bytes)} in ${large.blocks} blocks, K = ${classes}, ${threads} thread(s)`);
    console.log(`peak memory ${megabytes(large.peak)}; before the first step ${large.preparing.toFixed(1)} s`);
    console.log(`dd, cold ${rate(dd)}`);
    console.log(`steps, cold ${rate(large.cold.steps)}: ${(dd / large.cold.steps).toFixed(2)} of dd; then ${rate(large.warm.steps)}`);
    console.log(`evaluation ${rate(large.cold.evaluation)}, ${rate(large.warm.evaluation)}`);
    rmSync(file);
    const some = write(file, warmRows);
    const request = { file, classes, threads, rounds };
    const warm = await ask<WarmPasses>('warm', request, signal);
    for (const pass of ['steps', 'evaluations'] as const) {
      const [disk, memory] = [least(warm[pass].disk), least(warm[pass].memory)];
      console.log(
        `${pass} on ${gigabytes(some)}: warm ${gigabytes(some / disk)}/s, in memory ` +
          `${gigabytes(some / memory)}/s: ${(memory / disk).toFixed(2)} of it`,
      );
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
} // prettier-ignore

async function ask<Answer>(request: string, parameters: object, signal: AbortSignal) {
  const child = new Child('disk', nodeProgram('workers/worker.ts', 'disk'), signal);
  try {
    return await child.ask<Answer>(request, parameters);
  } finally {
    await child.stop();
  }
}

void runCommand((signal) => main(process.argv, signal));
