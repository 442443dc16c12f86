import { OnelayerError, show } from '../../errors';
import { Generator } from '../../random';
import { RunCourse } from '../run-course';
import type { WholeSettings } from '../settings';
import type { Trainer } from '../trainer';
import type { RunSnapshot, Snapshot } from './snapshot';

/**
 * Asserts that a snapshot can be one of a training: that its parts agree with each other.
 *
 * @param name  of the file or the argument
 * @throws OnelayerError FILE_INVALID that says what does not agree
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

/**
 * Asserts that a consistent snapshot fits the training that goes on with it.
 *
 * @throws OnelayerError FILE_INVALID that says what does not fit
 */
export function assertFits(
  name: string,
  { progress, shape }: Snapshot,
  { trainingNumbers, settings, classifier }: Trainer,
): void {
  const { classes, features } = classifier.parameters;
  expectEqual(`${name}: shape.classes`, shape.classes, classes);
  expectEqual(`${name}: shape.features`, shape.features, features);
  const stepsPerEpoch = Math.ceil(trainingNumbers.length / settings.batchSize);
  expectAtMost(`${name}: progress.step`, progress.step, stepsPerEpoch);
}

function assertRun(
  name: string,
  run: RunSnapshot,
  settings: WholeSettings,
  { identity, progress, shape }: Snapshot,
): void {
  const { history, hasEnded, parameters, velocity, best } = run;
  const length = shape.classes * shape.features + shape.classes;
  expectEqual(`${name}.parameters: their number`, parameters.length, length);
  expectEqual(`${name}.velocity: whether there is one`, velocity !== null, settings.momentum > 0);
  expectEqual(`${name}.velocity: its numbers`, velocity?.length ?? length, length);
  expectEqual(`${name}.best: its numbers`, best?.slab.length ?? length, length);
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
  assertCourse(name, run, settings);
}

/** What was best, and whether the run has ended, follow from the epochs. */
function assertCourse(
  name: string,
  { history, hasEnded, best, parameters }: RunSnapshot,
  settings: WholeSettings,
): void {
  const course = new RunCourse(settings, {
    flat: () => parameters,
    assign: () => undefined,
  });
  for (const record of history) {
    expectEqual(`${name}: an end before epoch ${record.epoch}`, course.hasEnded, false);
    course.follow(record);
  }
  expectEqual(`${name}.hasEnded`, hasEnded, course.hasEnded);
  expectEqual(`${name}.best.epoch`, best?.epoch, course.best?.epoch);
  expectEqual(`${name}.best.value`, best?.value, course.best?.value);
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
