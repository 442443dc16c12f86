import { stat } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import { OnelayerError } from '../../errors';

/** Words for features in the names of files, and those for their labels. */
const WORDS: readonly (readonly [features: string, labels: readonly string[]])[] = [
  ['X', ['y', 'Y', 'labels']],
  ['x', ['y', 'labels']],
  ['features', ['labels', 'y']],
  ['embeddings', ['labels', 'y']],
  ['images', ['labels', 'y']],
  ['data', ['labels', 'y']],
];

/** A word of a file's name, between its ends, `_`, `-` and `.`. */
const word = (own: string): RegExp => new RegExp(`(?<=^|[_.-])${own}(?=$|[_.-])`);

/**
 * Finds the file with the labels of a file with features: `y_train.npy` beside `X_train.npy`,
 * `train-labels-idx1-ubyte` beside `train-images-idx3-ubyte`, `a_labels.txt` beside `a.safetensors`.
 *
 * @param endings  of the labels' file, in the order of preference, e.g. `.npy`
 * @throws OnelayerError DATA_UNAVAILABLE that says what was looked for
 */
export async function labelsBeside(file: string, endings: readonly string[]): Promise<string> {
  const folder = dirname(file);
  const names = candidates(basename(file), endings);
  for (const name of names) {
    const path = join(folder, name);
    if ((await stat(path).catch(() => null))?.isFile() === true) return path;
  }
  const [first, second] = names;
  const tried = [first, second].filter((name) => (name as string | undefined) !== undefined);
  const where = tried.length === 0 ? '' : `, e.g. in ${tried.join(' or ')}`;
  const message = `${file}: expected its labels beside it${where}; name their file (labels)`;
  throw new OnelayerError('DATA_UNAVAILABLE', message);
}

function candidates(name: string, endings: readonly string[]): string[] {
  const isIdx = /idx\d/.test(name);
  const stem = isIdx ? name.replace(/idx\d/, 'idx1').replace(/\.gz$/, '') : parse(name).name;
  const renamed = WORDS.filter(([own]) => word(own).test(stem)).flatMap(([own, labels]) =>
    labels.map((other) => stem.replace(word(own), other)),
  );
  const stems = isIdx
    ? renamed
    : [...renamed, `${stem}_labels`, `${stem}-labels`, `${stem}.labels`];
  const all = stems.flatMap((own) => endings.map((ending) => own + ending));
  return [...new Set(all)].filter((own) => own !== name);
}
