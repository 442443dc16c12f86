import { onelayerCommand } from '../../src/cli/onelayer/onelayer-command';
import { EXIT, reportFailure } from '../../src/cli/run-command';
import type { Outcome } from './run-bin';

/** What a command says where there is no addon, which is another test's matter. */
const FALLBACK = /^note: backend js: .*\n/m;

const STREAMS = ['stdout', 'stderr'] as const;

/** Standard error, but for the note on a fallback. */
export const withoutFallback = (stderr: string): string => stderr.replace(FALLBACK, '');

/**
 * Runs `onelayer` in this process, whose streams are taken meanwhile and are no terminal: it starts
 * in no time. One at a time.
 */
export async function runHere(...args: string[]): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const giveBack = STREAMS.map((stream) => takeStream(stream, (text) => (said[stream] += text)));
  const codeBefore = process.exitCode;
  let code: number;
  try {
    await onelayerCommand(['node', 'onelayer', ...args], new AbortController().signal);
    code = Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    code = reportFailure(error);
  } finally {
    process.exitCode = codeBefore;
    for (const each of giveBack) each();
  }
  return { code, stdout: said.stdout, stderr: withoutFallback(said.stderr) };
}

/** Takes what is written to a stream of the process; returns what gives the stream back. */
function takeStream(name: 'stdout' | 'stderr', take: (text: string) => void): () => void {
  const stream = process[name];
  const own = { write: stream.write, isTTY: stream.isTTY };
  const write = (text: string | Uint8Array): boolean => {
    take(String(text));
    return true;
  };
  Object.assign(stream, { write, isTTY: false });
  return () => Object.assign(stream, own);
}
