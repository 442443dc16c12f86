import { OnelayerError, show } from '../../errors';
import { Generator } from '../../random';
import type { Job } from '../job';
import { Run } from '../runs';
import type { WholeSettings } from '../settings';
import type { RunSnapshot, Snapshot } from './snapshot';

/**
 * Asserts that the parts of a snapshot agree with each other.
 *
 * @param name  of the file or the argument
 * @throws OnelayerError FILE_INVALID naming the part that disagrees
 */
export function assertConsistent(name: string, snapshot: Snapshot): void {
  const { identity, progress, runs } = snapshot;
  const { settings } = identity;
  expectEqual(`${name}: runs`, runs.length, settings.length);
  const [{ epochs }] = settings;
  settings.forEach((own, run) => expectEqual(`${name}: epochs of run ${run}`, own.epochs, epochs));
  expectAtMost(`${name}: progress.epoch`, progress.epoch, epochs);
  const haveEnded = progress.epoch === epochs || runs.every(({ hasEnded }) => hasEnded);
  if (haveEnded) expectEqual(`${name}: progress.step after the last epoch`, progress.step, 0);
  runs.forEach((run, i) => assertRun(`${name}: runs.${i}`, run, settings[i], snapshot));
}

/** Throws an OnelayerError FILE_INVALID unless a consistent snapshot fits the job to resume. */
export function assertFits(
  name: string,
  { progress, shape }: Snapshot,
  { parameters, sampler }: Job,
): void {
  expectEqual(`${name}: shape.classes`, shape.classes, parameters.classes);
  expectEqual(`${name}: shape.features`, shape.features, parameters.features);
  expectAtMost(`${name}: progress.step`, progress.step, sampler.stepsPerEpoch);
}

function assertRun(
  name: string,
  run: RunSnapshot,
  settings: WholeSettings,
  { identity, progress, shape }: Snapshot,
): void {
  const { history, hasEnded, parameters, best } = run;
  const length = shape.classes * shape.features + shape.classes;
  expectEqual(`${name}.parameters: their number`, parameters.length, length);
  expectEqual(`${name}.best: its numbers`, best?.parameters.length ?? length, length);
  assertGenerator(`${name}.generator`, run);

  if (hasEnded) expectAtMost(`${name}.history: its epochs`, history.length, progress.epoch);
  else expectEqual(`${name}.history: its epochs`, history.length, progress.epoch);
  const hasValidation = identity.data.validation !== null;
  history.forEach(({ epoch, validation, outputs }, i) => {
    const at = `${name}.history.${i}`;
    expectEqual(`${at}.epoch`, epoch, i + 1);
    expectEqual(`${at}.validation: whether there is one`, validation !== null, hasValidation);
    expectEqual(`${at}.outputs.predicted.length`, outputs.predicted.length, shape.classes);
  });
  assertHistory(name, run, settings);
}

/** Asserts `best` and `hasEnded` by replaying the epochs, from which both follow. */
function assertHistory(
  name: string,
  { history, hasConverged, hasEnded, best, parameters }: RunSnapshot,
  settings: WholeSettings,
): void {
  const replayed = new Run(settings);
  for (const record of history) {
    expectEqual(`${name}: an end before epoch ${record.epoch}`, replayed.hasEnded, false);
    replayed.follow(record, () => parameters);
  }
  expectEqual(`${name}.hasEnded`, hasEnded, replayed.hasEnded || hasConverged);
  expectEqual(`${name}.best.epoch`, best?.epoch, replayed.best?.epoch);
  expectEqual(`${name}.best.value`, best?.value, replayed.best?.value);
}

function assertGenerator(name: string, { generator }: RunSnapshot): void {
  try {
    Generator.restore(generator);
  } catch (error) {
    throw invalid(`${name}: ${(error as Error).message}`, error);
  }
}

function expectEqual(name: string, value: unknown, expected: unknown): void {
  if (Object.is(value, expected)) return;
  throw invalid(`${name}: expected ${show(expected)}, got ${show(value)}`);
}

function expectAtMost(name: string, value: number, most: number): void {
  if (value <= most) return;
  throw invalid(`${name}: expected at most ${most}, got ${value}`);
}

function invalid(message: string, cause?: unknown): OnelayerError {
  return new OnelayerError('FILE_INVALID', message, { cause });
}
