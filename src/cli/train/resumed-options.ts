import { OnelayerError } from '../../errors';
import { wholeSettings, type SettingName, type Snapshot, type Table } from '../../training';
import { plannedRun, type PlannedRun } from '../runs/run-options';
import { optionNames } from '../runs/setting-options';

/** The options of settings that `--configuration` sets too. */
const CONFIGURED = ['configuration', 'lambda', 'eta'];

/**
 * Returns the runs of a checkpoint: settings that aren't on the command line are the checkpoint's.
 * Resuming checks that those on the command line are equal.
 *
 * @param planned  by the options and their defaults
 * @param table    the settings that are options of the command
 * @param isGiven  returns true for an option on the command line
 */
export function resumedRuns(
  file: string,
  { identity }: Snapshot,
  planned: readonly PlannedRun[],
  table: Table,
  isGiven: (option: string) => boolean,
): PlannedRun[] {
  const isMade = ([name, setting]: [string, Table[string]]): boolean => {
    const options = CONFIGURED.includes(name) ? CONFIGURED : optionNames(setting);
    return options.some((option) => isGiven(String(option)));
  };
  const givenNames = Object.entries(table)
    .filter(isMade)
    .map(([name]) => name as SettingName);
  const areRunsGiven = givenNames.includes('lambda');
  if (areRunsGiven && planned.length !== identity.settings.length) {
    const what = `${file} has ${identity.settings.length} run(s), and the options make ${planned.length}`;
    throw new OnelayerError('CHECKPOINT_MISMATCH', what);
  }
  return identity.settings.map((kept, run) => {
    const settings = wholeSettings(planned[areRunsGiven ? run : 0].settings);
    const changes = Object.fromEntries(givenNames.map((name) => [name, settings[name]]));
    return plannedRun({ ...kept, ...changes });
  });
}
