import { TaskRunner } from '../../tasks';
import { ByteReader } from '../bytes/byte-reader';
import { invalid } from '../bytes/faults';
import { IDX_LABELS, readIdx } from '../idx/read-idx';
import type { ArraySource, NpyArray, TextArray } from '../npy/array-source';
import { readArray } from '../npy/read-npy';
import { labelsOfTexts } from '../own/text-labels';
import { bytesOf, openInput, type Input } from '../readers/input';
import { textLines } from '../svmlight/text-lines';

/** Endings of files with labels, in the order of preference. */
export const LABEL_ENDINGS: readonly string[] = ['.npy', '.txt', '.labels'];

/**
 * The labels in a file of any kind, packed by gzip or not: `.npy`, idx, or text with a label in each line,
 * which are integers if all of them mean integers.
 *
 * @param classes  the classes, if they are known
 */
export function labelsIn(
  file: string,
  classes: readonly string[] | undefined,
  signal = new AbortController().signal,
): ArraySource {
  return {
    where: file,
    read: async (check) => {
      const input = await openInput(file, signal);
      const isArray = input.head.startsWith('\x93NUMPY');
      // Text has no zero bytes.
      if (!isArray && !input.head.startsWith('\0\0')) return lineLabels(input, classes);
      const reader = ByteReader.of(file, await bytesOf(input));
      return isArray ? readArray(reader, check) : readIdx(reader, IDX_LABELS, check);
    },
  };
}

/** A label for each line; blank lines at the end don't count. */
async function lineLabels(
  { where, chunks }: Input,
  classes: readonly string[] | undefined,
): Promise<NpyArray | TextArray> {
  const labels: string[] = [];
  const distinct = new Set<string>();
  const runner = new TaskRunner();
  let blank: number | null = null;
  for await (const { lines, first } of textLines(where, chunks, 'a label in each line')) {
    for (let i = 0; i < lines.length; i++) {
      const label = lines[i].trim();
      if (label === '') {
        blank ??= first + i;
        continue;
      }
      if (blank !== null) throw invalid(`${where}: line ${blank}`, 'expected a label, got none');
      distinct.add(label);
      labels.push(label);
    }
    await runner.pauseIfDue();
  }
  const data = labelsOfTexts(labels, [...distinct], classes);
  const shape = [labels.length];
  return isOfTexts(data) ? { data, shape } : { data: Float64Array.from(data), shape };
}

function isOfTexts(labels: string[] | number[]): labels is string[] {
  return typeof labels[0] === 'string';
}
