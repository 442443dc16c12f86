import { settingTitle } from '../../report';
import type { PlannedRun } from '../runs/run-options';

/** Names a run in lines of its own. */
export function runTitle({ configuration, settings }: PlannedRun): string {
  const setting = settingTitle(settings);
  return configuration === null ? setting : `configuration ${configuration} (${setting})`;
}

/** Names the runs in a bar. */
export function shortTitle(runs: readonly PlannedRun[]): string {
  if (runs.length > 1) return `${runs.length} runs`;
  const [{ configuration, settings }] = runs;
  return configuration === null ? settingTitle(settings) : `config. ${configuration}`;
}
