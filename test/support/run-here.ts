import { onelayerCommand } from '../../src/cli/onelayer/onelayer-command';
import { EXIT, printWarnings, reportFailure } from '../../src/cli/run-command';
import { listenToWarnings } from '../../src/errors';
import { trainCommand } from '../../src/cli/train/train-command';
import type { Outcome } from './run-bin';
import { TINY } from './tiny-cifar10';

/** The note of a command without the addon, which other tests check. */
const FALLBACK = /^note: backend js: .*\n/m;

const STREAMS = ['stdout', 'stderr'] as const;

/** Standard error without the note on a fallback. */
export const withoutFallback = (stderr: string): string => stderr.replace(FALLBACK, '');

/** Runs `onelayer` in this process, which saves its start. */
export const runHere = (...args: string[]): Promise<Outcome> =>
  captured((signal) => onelayerCommand(['node', 'onelayer', ...args], signal));

/** Runs `onelayer train` in this process on the tiny data set, which must be in the cache folder. */
export function trainTinyHere(cache: string, ...args: string[]): Promise<Outcome> {
  return trainTinyUntil(/(?!)/, cache, ...args);
}

/** Does the same, and stops it, as Ctrl-C does, once it has said something. */
export function trainTinyUntil(said: RegExp, cache: string, ...args: string[]): Promise<Outcome> {
  const world = { edition: TINY, sources: [] };
  const argv = ['node', 'onelayer', ...args];
  return withCache(cache, () => captured((signal) => trainCommand(argv, signal, world), said));
}

/** Gives commands of this process a cache folder of their own. */
export async function withCache<Result>(
  folder: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const before = process.env.ONELAYER_CACHE;
  process.env.ONELAYER_CACHE = folder;
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env.ONELAYER_CACHE;
    else process.env.ONELAYER_CACHE = before;
  }
}

/** Runs a command and captures the process's streams, as if off a terminal: one at a time. */
export async function captured(
  command: (signal: AbortSignal) => Promise<void>,
  until = /(?!)/,
): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const controller = new AbortController();
  const giveBack = STREAMS.map((stream) =>
    takeStream(stream, (text) => {
      said[stream] += text;
      if (until.test(said.stdout + said.stderr)) controller.abort();
    }),
  );
  const codeBefore = process.exitCode;
  let code: number;
  printWarnings();
  try {
    await command(controller.signal);
    code = Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    code = reportFailure(error);
  } finally {
    process.exitCode = codeBefore;
    listenToWarnings(null);
    for (const each of giveBack) each();
  }
  return { code, stdout: said.stdout, stderr: withoutFallback(said.stderr) };
}

/** Captures a stream of the process. Returns a function that restores it. */
function takeStream(name: 'stdout' | 'stderr', take: (text: string) => void): () => void {
  const stream = process[name];
  const own = { write: stream.write.bind(stream), isTTY: stream.isTTY };
  const write = (text: string | Uint8Array): boolean => {
    take(String(text));
    return true;
  };
  Object.assign(stream, { write, isTTY: false });
  return () => Object.assign(stream, own);
}
