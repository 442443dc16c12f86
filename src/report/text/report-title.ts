import { DEFAULT_LOSS, LOSS_FUNCTIONS } from '../../model';
import { solverWords } from '../../training';
import { list } from '../conclusions/words';
import { withHomeShort } from '../results/making';
import type { NamedRun } from '../results/run-labels';
import type { Origin } from '../sources';
import { count } from './format';

/** The title of a report that was given none, e.g. `Softmax classifier: training report`. */
export function usualTitle(runs: readonly Pick<NamedRun, 'run'>[]): string {
  const kinds = new Set(runs.map(({ run }) => LOSS_FUNCTIONS[run.loss ?? DEFAULT_LOSS].classifier));
  return `${kinds.size === 1 ? [...kinds][0] : 'Linear'} classifier: training report`;
}

/** One sentence: how many runs of what on which data. */
export function leadWords({
  runs,
  origins,
  chosen,
}: {
  readonly runs: readonly Pick<NamedRun, 'run'>[];
  readonly origins: readonly Pick<Origin, 'results'>[];
  readonly chosen: number | null;
}): string {
  const names = origins.flatMap(({ results }) => results.data.files.map(({ name }) => name));
  const sources = origins.map(({ results }) => withHomeShort(results.data.source));
  const files = [...new Set(names.length > 0 ? names : sources)].join(', ');
  const methods = new Set(runs.map(({ run }) => solverWords(run).title));
  const end = chosen === null ? '; none was finished' : '';
  return `${count(runs.length, 'run')} of ${list([...methods])} on ${files}${end}.`;
}
