import { printable } from '../../errors';
import { settingTitle } from '../../report';
import type { PlannedRun } from '../runs/run-options';

/** Names a run in lines of its own. */
export function runTitle({ configuration, settings, trainer }: PlannedRun): string {
  const setting = settingTitle(settings);
  const by = trainer === undefined ? '' : `, ${printable(trainer)}`;
  return configuration === null
    ? `${setting}${by}`
    : `configuration ${configuration}${by} (${setting})`;
}

/** Names the runs in a bar. */
export function shortTitle(runs: readonly PlannedRun[]): string {
  if (runs.length > 1) return `${runs.length} runs`;
  const [{ configuration, settings }] = runs;
  return configuration === null ? settingTitle(settings) : `config. ${configuration}`;
}
