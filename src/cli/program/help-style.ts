import type { Help, Option } from '@commander-js/extra-typings';
import { padded, textWidth, wordsOf, wrapped } from '../../report/text/width';

/** Longer lines are hard to read. */
export const WIDEST_HELP = 100;

/** The least width of descriptions beside their options; otherwise they stand below. */
const LEAST_BESIDE = 36;

/** The order of the groups of options; others come first. */
const GROUPS = ['Data:', 'Training:', 'Checkpoints:', 'Output:', 'Machine:', 'Options:'];

/** How help looks: what may be chosen and the default in a few words, and words unbroken at any width. */
export const helpStyle = {
  optionDescription({
    description,
    argChoices,
    defaultValue,
    defaultValueDescription,
  }: Option): string {
    const usual = (defaultValueDescription ?? defaultValue) as
      string | number | boolean | undefined;
    const isSaid = usual === undefined || usual === false || usual === true;
    const facts = [
      ...(argChoices === undefined ? [] : [argChoices.join(', ')]),
      ...(isSaid ? [] : [`default: ${String(usual)}`]),
    ];
    return facts.length === 0 ? description : `${description} (${facts.join('; ')})`;
  },

  formatItem(this: Help, term: string, termWidth: number, description: string): string {
    const columns = this.helpWidth ?? 80;
    const beside = columns - termWidth - 4;
    const isBeside = beside >= LEAST_BESIDE;
    if (description === '') return `  ${term}`;
    const indent = ' '.repeat(isBeside ? termWidth + 4 : 6);
    const lines = wrapped(wordsOf(description), columns - indent.length);
    const body = lines.join(`\n${indent}`);
    return isBeside ? `  ${padded(term, termWidth)}  ${body}` : `  ${term}\n${indent}${body}`;
  },

  groupItems<Item>(all: Item[], visible: Item[], groupOf: (item: Item) => string) {
    const groups = [...new Set([...all, ...visible].map(groupOf))].map((name): [string, Item[]] => [
      name,
      visible.filter((item) => groupOf(item) === name),
    ]);
    const shown = groups.filter(([, items]) => items.length > 0);
    return new Map(shown.sort(([one], [other]) => GROUPS.indexOf(one) - GROUPS.indexOf(other)));
  },

  boxWrap: (text: string, width: number): string =>
    text
      .split('\n')
      .flatMap((line) => (textWidth(line) <= width ? [line] : wrapped(wordsOf(line), width)))
      .join('\n'),
};
