import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { OnelayerError } from '../../errors';
import { hasEnded } from '../../search/journal/machine';
import type { JournalLine } from './form';

/** A training that has given no sign of life for this time counts as gone, in milliseconds. */
export const SILENT_MS = 15_000;

/** Bytes at a journal's end that have its last lines. */
const END_BYTES = 65_536;

/** @throws OnelayerError NOT_WRITABLE if a training that still runs writes this journal */
export function assertUnused(file: string): void {
  const pid = writerOf(file);
  if (pid === null) return;
  throw new OnelayerError(
    'NOT_WRITABLE',
    `${file} is written by a training that still runs (process ${pid}): choose another folder with --out`,
  );
}

/** Returns the process that writes a journal; null if none does. */
function writerOf(file: string): number | null {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return null;
  }
  try {
    const { size, mtimeMs } = fstatSync(fd);
    if (Date.now() - mtimeMs > SILENT_MS) return null;
    const lines = linesOf(fd, 0, END_BYTES);
    const last = linesOf(fd, Math.max(0, size - END_BYTES), END_BYTES);
    if (last.at(-1)?.kind === 'ended') return null;
    const start = [...lines, ...last].findLast(({ kind }) => kind === 'start');
    if (start?.kind !== 'start' || hasEnded(start.process)) return null;
    return start.process.pid;
  } finally {
    closeSync(fd);
  }
}

function linesOf(fd: number, from: number, bytes: number): JournalLine[] {
  const buffer = Buffer.alloc(bytes);
  const text = buffer.toString('utf8', 0, readSync(fd, buffer, 0, bytes, from));
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as JournalLine];
    } catch {
      return [];
    }
  });
}
