import { OnelayerError } from '../../errors';
import { jsonText } from '../../files';
import { isFailure, type TrialLine } from './form';

/**
 * Puts the lines of several processes together, each once. Of a score that two processes have found, the
 * first is kept: they are equal but for the time that they took.
 *
 * @param file   of the journal, for messages
 * @param parts  the lines of each process
 * @throws OnelayerError FILE_INVALID if two processes have found different scores for the same training
 */
export function mergeLines(file: string, parts: readonly (readonly TrialLine[])[]): TrialLine[] {
  const known = new Map<string, string>();
  const merged: TrialLine[] = [];
  for (const line of parts.flat()) {
    const key = keyOf(line);
    const content = jsonText({ ...line, seconds: 0 });
    const before = known.get(key);
    if (before === undefined) {
      known.set(key, content);
      merged.push(line);
    } else if (before !== content) {
      const what = `two processes have found different scores for trial ${line.trial}`;
      throw new OnelayerError('FILE_INVALID', `${file}: ${what}: ${before} and ${content}`);
    }
  }
  return merged;
}

/** Failures may be several, until there is a score. */
export function keyOf(line: TrialLine): string {
  const { trial, rung, fold } = line;
  return JSON.stringify([trial, rung, fold, isFailure(line) ? line.failure : null]);
}
