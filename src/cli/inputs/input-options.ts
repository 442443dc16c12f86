import { Option } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';
import { newProgram, type HelpEnd } from '../program/new-program';
import { backendOption, threadsOption } from '../backend-options';

const column = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);

/** Reads a column of an option that may be given several times: its name, or its number from 0. */
export const columns = (text: string, before: (string | number)[] = []): (string | number)[] => [
  ...before,
  column(text),
];

/** Names the label column of a CSV, by name or number. */
export const labelOption = new Option(
  '--label <column>',
  "the CSV's column of the labels: its name in the header, or its number from 0",
).argParser(column);

/** Leaves columns of a CSV out. */
export const withoutOption = new Option(
  '--without <column>',
  'a column of the CSV to leave out, by name or number from 0; may be given several times',
).argParser(columns);

/** Names the columns of features of a CSV. */
export const onlyOption = new Option(
  '--only <column>',
  'a column of features of the CSV, instead of all; may be given several times, in their order',
).argParser(columns);

/** Says whether a CSV's first line is a header. */
export const headerOption = new Option(
  '--header <whether>',
  "whether the CSV's first line is a header; auto: if it has no number",
)
  .choices(['auto', 'yes', 'no'] as const)
  .default('auto' as const);

/** Sets the delimiter of a CSV's cells. */
export const delimiterOption = new Option(
  '--delimiter <character>',
  "separator of the CSV's cells (default: what its first lines have)",
).argParser((text) => {
  if (text.length === 1 && !/["\r\n]/.test(text)) return text;
  throw new InvalidArgumentError('Expected one character, and no quote or line break.');
});

const UNITS: Readonly<Record<string, number>> = {
  ...{ B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 },
  ...{ KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 },
};

/** Bounds the data that are read into memory. */
export const memoryOption = new Option(
  '--memory <size>',
  'larger tables and arrays are read from disk, e.g. 500MB (default: 1GiB, or a quarter of the memory)',
).argParser(bytesIn);

/** Bounds the features of pictures that are kept in memory. */
export const featureMemoryOption = new Option(
  '--memory <size>',
  'larger features stay on disk, e.g. 500MB (default: seven tenths of the free memory)',
).argParser(bytesIn);

function bytesIn(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([kKMGT]?i?B)$/.exec(text) ?? [];
  const bytes = Number(number) * (UNITS[unit] ?? NaN);
  if (bytes > 0) return bytes;
  throw new InvalidArgumentError('Expected a number of bytes with its unit, e.g. 500MB or 4GiB.');
}

/** The readers' values of `--header`. */
export const HEADER = { auto: 'auto', yes: true, no: false } as const;

/** Names the array of an .npz with the features. */
export const arrayOption = new Option(
  '--array <name>',
  'the array with the features in an .npz',
).default('X');

/** Names the labels of an .npy or .npz. */
const labelsOption = new Option(
  '--labels <file>',
  'the file with the labels of an .npy, idx or safetensors file (default: the one beside it), or their array in an .npz (default: labels) or safetensors file',
);

/** The names of the options of a file of labelled samples. */
export const OF_A_FILE = [
  'label',
  'labels',
  'only',
  'without',
  'header',
  'delimiter',
  'array',
  'memory',
];

/** The names of the options of CIFAR-10. */
export const OF_CIFAR10 = ['data'];

/** Makes a command with the options of labelled samples, of a file or CIFAR-10. */
export function labelledProgram(call: string, end: HelpEnd) {
  return newProgram(call, end)
    .optionsGroup('Data:')
    .addOption(labelOption)
    .addOption(labelsOption)
    .addOption(onlyOption)
    .addOption(withoutOption)
    .addOption(headerOption)
    .addOption(delimiterOption)
    .addOption(arrayOption)
    .addOption(memoryOption)
    .option('--data <path>', 'a folder with CIFAR-10, or one of its archives; else it is fetched')
    .optionsGroup('Machine:')
    .addOption(backendOption)
    .addOption(threadsOption)
    .optionsGroup('Output:');
}
