import {
  entryPath,
  entrySource,
  makeEntry,
  parsedFolder,
  prepareFolder,
  soundEntry,
  type EntryFile,
  type EntryWriter,
} from '../../files';
import { TaskRunner } from '../../tasks';
import type { DataSet } from '../data-set';
import { openRows } from '../disk/open-rows';
import type { RowsOnDisk } from '../disk/rows-on-disk';
import { labelledSet, parseSvmlight, type SvmlightOptions } from './load-svmlight';
import { SparseScratch, writeRows } from './row-writer';
import { SparseRows } from './sparse-rows';

const KIND = 'rows';

/** Labels of a part of an entry: some milliseconds. */
const LABELS = 2 ** 17;

/** What an entry says of its rows, which lie in it from its beginning. */
interface RowsContent {
  readonly rows: number;
  readonly features: number;
  /** The different labels, as they are written. */
  readonly distinct: readonly string[];
  /** The parts of the labels: uint32, indices into `distinct`. */
  readonly labels: readonly number[];
}

/**
 * Loads a data set from an svmlight file that is too large for memory: its rows, with their zeros, are
 * written to an entry of the cache, in bounded memory, and stay there; or they are there since an earlier
 * run.
 *
 * @param note  called if an entry was damaged
 * @throws OnelayerError as `loadSvmlight` does; NOT_WRITABLE; the signal's reason
 */
export async function storedSvmlight(
  name: string,
  options: SvmlightOptions,
  note: (message: string) => void = () => undefined,
): Promise<DataSet<RowsOnDisk>> {
  const { signal, onProgress = () => undefined, like, zeroBased } = options;
  const { features = like?.features } = options;
  const source = await entrySource(name);
  const file = entryPath(source, KIND, { features, zeroBased });
  const found = await soundEntry(file, {
    signal,
    onBytes: (done, total) => onProgress({ where: name, unit: 'byte', done, total }),
    onDamage: () => note(`${file} is damaged: ${name} is parsed anew`),
  });
  const write = (entry: EntryWriter) => writeEntry(entry, name, source.size, options);
  const entry = found ?? (await makeEntry(file, source, write));
  const content = entry.facts.content as RowsContent;
  const labels = await labelsIn(entry, content);
  await entry.keep();
  const X = await openRows({
    files: [{ path: file, rows: content.rows }],
    dtype: 'float32',
    features: content.features,
  });
  return labelledSet(name, { ...content, X, labels }, options);
}

async function writeEntry(
  entry: EntryWriter,
  name: string,
  size: number,
  options: SvmlightOptions,
) {
  const rows = new SparseRows(name);
  const runner = new TaskRunner(options.signal);
  const scratch = await SparseScratch.begin(size, rows, runner);
  try {
    const parsed = await parseSvmlight(name, rows, options, () => scratch.write());
    const { base, distinct, labels, width: features } = parsed;
    rows.assertWidth(features, base);
    await prepareFolder(parsedFolder(), labels.length * features * Float32Array.BYTES_PER_ELEMENT);
    await writeRows(entry, scratch.read(), { features, base }, runner);
    const places = new Map(distinct.map((label, i) => [label, i]));
    const parts: number[] = [];
    for (let first = 0; first < labels.length; first += LABELS) {
      const some = labels.slice(first, first + LABELS);
      const codes = Uint32Array.from(some, (label) => places.get(label) ?? 0);
      parts.push(await entry.append(new Uint8Array(codes.buffer)));
      await runner.pauseIfDue();
    }
    const [n, d] = [labels.length, features].map((count) => count.toLocaleString('en'));
    const content: RowsContent = { rows: labels.length, features, distinct, labels: parts };
    return { kind: KIND, words: `${n} rows of ${d} numbers`, content };
  } finally {
    await scratch.remove();
  }
}

async function labelsIn(entry: EntryFile, { distinct, labels }: RowsContent): Promise<string[]> {
  const all: string[] = [];
  for (const part of labels) {
    const bytes = await entry.read(part);
    for (const code of new Uint32Array(bytes.buffer)) all.push(distinct[code]);
  }
  return all;
}
