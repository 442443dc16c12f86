import { OnelayerError } from '../errors';
import {
  isPlain,
  withoutDefaults,
  type Snapshot,
  type TrainingSettings,
  type WholeSettings,
} from '../training';
import { configurationNumber, type PlannedRun } from './run-options';

/** The options of the command line that make each setting, by the setting's name. */
const OPTIONS_OF: Readonly<Partial<Record<keyof WholeSettings, readonly string[]>>> = {
  lambda: ['configuration', 'lambda', 'eta'],
  eta: ['configuration', 'lambda', 'eta'],
  earlyStopping: ['earlyStopping', 'metric', 'minimumDelta'],
  horizontalFlips: ['flips'],
};

/**
 * The runs of a checkpoint: settings whose options weren't given are the checkpoint's. That those
 * which were given are the same is checked when the training goes on.
 *
 * @param planned  as the options and their defaults would have them
 * @param isGiven  whether an option stands on the command line
 */
export function resumedRuns(
  file: string,
  { identity }: Snapshot,
  planned: readonly PlannedRun[],
  isGiven: (option: string) => boolean,
): PlannedRun[] {
  const keys = Object.keys(identity.settings[0]) as (keyof WholeSettings)[];
  const givenKeys = keys.filter((key) => (OPTIONS_OF[key] ?? [key]).some(isGiven));
  const areRunsGiven = givenKeys.includes('lambda');
  if (areRunsGiven && planned.length !== identity.settings.length) {
    const what = `${file} has ${identity.settings.length} run(s), and the options make ${planned.length}`;
    throw new OnelayerError('CHECKPOINT_MISMATCH', what);
  }
  return identity.settings.map((kept, run) => {
    const { settings } = planned[areRunsGiven ? run : 0];
    const changes = Object.fromEntries(givenKeys.map((key) => [key, settings[key]]));
    return plannedRun({ ...kept, ...changes });
  });
}

function plannedRun(settings: WholeSettings): PlannedRun {
  const { lambda, eta, epochs, batchSize, seed, shuffle, precision, ...refinements } = settings;
  const given = withoutDefaults(refinements);
  const all: TrainingSettings = {
    ...{ lambda, eta, epochs, batchSize, seed, shuffle, precision },
    ...given,
  };
  return { configuration: isPlain(given) ? configurationNumber(lambda, eta) : null, settings: all };
}
