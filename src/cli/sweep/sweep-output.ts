import type { BackendReport } from '../../backend';
import { count, edgeWords, type DataReport } from '../../report';
import { settingsInWords } from '../../report/results/setting-names';
import { printable } from '../../errors';
import type { SearchResults } from '../../search';
import type { SettingName } from '../../training';
import { typedCommand } from '../how-to-call';
import { describeBackend } from '../say-backend';
import { spaceInWords } from './space-options';
import type { SweepOptions } from './sweep-options';

/** Formats backend, data and search of a sweep. */
export function sweepBanner(
  backend: BackendReport,
  data: DataReport,
  { space, fixed, draws, folds, halving, journal }: SweepOptions,
): string {
  const files = data.files.map(({ name }) => name).join(', ');
  const names = Object.keys(fixed) as SettingName[];
  const how = [
    draws === undefined ? 'all combinations' : count(draws, 'random draw'),
    ...(folds === undefined ? [] : [`${folds} folds`]),
    ...(halving
      ? [`the best of ${halving.factor} go on after ${count(halving.epochs, 'epoch')}`]
      : []),
  ];
  return [
    `backend   ${describeBackend(backend)}`,
    `data      ${files} from ${printable(data.source)}`,
    `search    ${spaceInWords(space)}`,
    `          ${how.join(', ')}`,
    ...(names.length > 0 ? [`settings  ${settingsInWords(fixed, names)}`] : []),
    `journal   ${printable(journal)}`,
  ].join('\n');
}

/** Says of each setting of the chosen trial that lies at an edge that better ones may lie beyond. */
export function edgeWarnings(results: SearchResults): string[] {
  const chosen = results.trials.find(({ number }) => number === results.chosen);
  if (chosen === undefined) return [];
  return results.atEdge.map((name) => {
    const where = edgeWords('chosen', { trial: chosen }, name, results);
    return `${where}: better ones may lie beyond`;
  });
}

/** The command line that goes on with a sweep. */
export function goingOnCommand(words: readonly string[], journal: string): string {
  const isJournal = (word: string): boolean => /^--journal(?:=|$)/.test(word);
  const others = words.filter((word, i) => !isJournal(word) && words.at(i - 1) !== '--journal');
  return typedCommand('sweep', [...others, '--journal', journal]);
}
