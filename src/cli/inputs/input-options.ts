import { Option } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';

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
