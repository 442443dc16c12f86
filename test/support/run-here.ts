import { onelayerCommand } from '../../src/cli/onelayer/onelayer-command';
import { EXIT, reportFailure } from '../../src/cli/run-command';
import type { Outcome } from './run-bin';

/** What a command says where there is no addon, which is another test's matter. */
const FALLBACK = /^note: backend js: .*\n/m;

/** Standard error, but for the note on a fallback. */
export const withoutFallback = (stderr: string): string => stderr.replace(FALLBACK, '');

/** Runs `onelayer` in this process, whose streams are taken meanwhile: it starts in no time. */
export async function runHere(...args: string[]): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const streams = ['stdout', 'stderr'] as const;
  const writes = streams.map((stream) => process[stream].write.bind(process[stream]));
  for (const stream of streams) {
    process[stream].write = (text: string | Uint8Array): boolean => {
      said[stream] += String(text);
      return true;
    };
  }
  const codeBefore = process.exitCode;
  let code: number;
  try {
    await onelayerCommand(['node', 'onelayer', ...args], new AbortController().signal);
    code = Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    code = reportFailure(error);
  } finally {
    process.exitCode = codeBefore;
    streams.forEach((stream, i) => (process[stream].write = writes[i]));
  }
  return { code, stdout: said.stdout, stderr: withoutFallback(said.stderr) };
}
