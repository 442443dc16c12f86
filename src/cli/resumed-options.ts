import { OnelayerError } from '../errors';
import { wholeSettings, type SettingName, type Snapshot, type Table } from '../training';
import { plannedRun, type PlannedRun } from './run-options';
import { optionNames } from './setting-options';

/** The settings that `--configuration` makes too. */
const CONFIGURED = ['configuration', 'lambda', 'eta'];

/**
 * The runs of a checkpoint: settings whose options weren't given are the checkpoint's. That those
 * which were given are the same is checked when the training goes on.
 *
 * @param planned  as the options and their defaults would have them
 * @param table    the settings that are options of the command
 * @param isGiven  whether an option stands on the command line
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
