import { Command, Option } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';
import { backendOption, threadsOption } from '../backend-options';

/** Which column of a CSV is the label, by name or number. */
export const labelOption = new Option(
  '--label <column>',
  "the CSV's column of the labels: its name in the header, or its number from 0",
).argParser((text): string | number => (/^\d+$/.test(text) ? Number(text) : text));

/** Whether a CSV's first line is a header. */
export const headerOption = new Option(
  '--header <whether>',
  "whether the CSV's first line is a header; auto: if it has no number",
)
  .choices(['auto', 'yes', 'no'] as const)
  .default('auto' as const);

/** What parts a CSV's cells. */
export const delimiterOption = new Option('--delimiter <character>', "what parts the CSV's cells")
  .argParser((text) => {
    if (text.length === 1 && !/["\r\n]/.test(text)) return text;
    throw new InvalidArgumentError('Expected one character, and no quote or line break.');
  })
  .default(',');

/** What the readers are told of headers. */
export const HEADER = { auto: 'auto', yes: true, no: false } as const;

/** The array of an .npz that has the features. */
export const arrayOption = new Option(
  '--array <name>',
  'the array with the features in an .npz',
).default('X');

/** Where the labels of an .npy or .npz are. */
const labelsOption = new Option(
  '--labels <file>',
  'the .npy file with the labels of an .npy; of an .npz, their array (default: labels)',
);

/** A command that asks a classifier about labelled samples: a file's, or CIFAR-10's. */
export function labelledProgram(name: string) {
  return new Command(name)
    .addOption(labelOption)
    .addOption(labelsOption)
    .addOption(headerOption)
    .addOption(delimiterOption)
    .addOption(arrayOption)
    .option('--data <path>', 'a folder with CIFAR-10, or one of its archives; else it is fetched')
    .addOption(backendOption)
    .addOption(threadsOption)
    .allowExcessArguments(false)
    .exitOverride();
}
