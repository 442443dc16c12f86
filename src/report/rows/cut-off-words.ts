import { capital, list } from '../conclusions/words';
import { dwarfingRuns, type Metric } from '../figures';
import type { NamedRun } from '../results/run-labels';

/** Says which runs leave the plot of all runs; null if none does. */
export function cutOffWords(metric: Metric, runs: readonly NamedRun[]): string | null {
  const dwarfing = dwarfingRuns(metric, runs);
  if (dwarfing.length === 0) return null;
  const names = list(dwarfing.map((i) => runs[i].label.name));
  const lie = dwarfing.length === 1 ? 'lies' : 'lie';
  return `${capital(names)} ${lie} far above the others: where a value leaves the plot, it is drawn at the upper edge.`;
}
