import { OnelayerError, show } from '../../errors';
import type { Identity } from '../identity';
import { differences, type SettingName } from '../settings';

/** Throws an OnelayerError CHECKPOINT_MISMATCH that lists all differences between two trainings. */
export function assertSameTraining(checkpoint: Identity, now: Identity): void {
  const differences = differencesOf(checkpoint, now);
  if (differences.length === 0) return;
  const what = differences.join('; ');
  throw new OnelayerError('CHECKPOINT_MISMATCH', `the checkpoint is of another training: ${what}`);
}

/** Returns what differs between an earlier training and the present one, in words. */
export function differencesOf(earlier: Identity, now: Identity): string[] {
  return [...settingsThatDiffer(earlier, now), ...othersThatDiffer(earlier, now)];
}

function* settingsThatDiffer(checkpoint: Identity, now: Identity): Generator<string> {
  const then = checkpoint.settings;
  if (then.length !== now.settings.length) {
    yield `it has ${then.length} run(s), not ${now.settings.length}`;
    return;
  }
  const names = now.settings.flatMap((settings, run) => differences(then[run], settings));
  for (const name of new Set(names) as Set<SettingName>) {
    const differing = now.settings
      .map((settings, run) => ({ run, was: then[run][name], is: settings[name] }))
      .filter((_, run) => differences(then[run], now.settings[run]).includes(name))
      .map(({ run, was, is }) => ({ run, what: `was ${inWords(was)}, and is ${inWords(is)}` }));
    const [first] = differing;
    const isOfAll =
      differing.length === then.length && differing.every(({ what }) => what === first.what);
    if (isOfAll) yield `${name} ${first.what}`;
    else for (const { run, what } of differing) yield `${name} of run ${run + 1} ${what}`;
  }
}

function* othersThatDiffer(checkpoint: Identity, now: Identity): Generator<string> {
  for (const set of ['training', 'validation'] as const) {
    const [a, b] = [checkpoint.data[set], now.data[set]];
    if (a?.shape !== b?.shape) {
      yield `the ${set} set had ${a?.shape ?? 'no samples'}, and has ${b?.shape ?? 'none'}`;
    } else if (a?.sha256 !== b?.sha256) yield `the ${set} set has other contents`;
  }
  if (checkpoint.arithmetic !== now.arithmetic) {
    yield `it was computed by ${checkpoint.arithmetic}, not by ${now.arithmetic}`;
  }
  const [a, b] = [checkpoint.plan, now.plan].map(
    ({ product, tileRows }) => `${product} products, tiles of ${tileRows}`,
  );
  if (a !== b) yield `samples passed by ${a}, not ${b}`;
  const [then = 1, is = 1] = [checkpoint.processes, now.processes];
  if (then !== is) yield `it was trained by ${count(then)}, not by ${count(is)}`;
}

const count = (processes: number): string =>
  processes === 1 ? 'one process' : `${processes} processes`;

function inWords(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : show(value);
}
