import { argumentError } from '../../errors';
import { SCHEDULE_KEYS, type Schedule } from '../solvers';
import { positive } from './parse';

/** The forms of a schedule on the command line. */
export const SCHEDULE_FORMS = [
  'constant',
  'step:EPOCHS:FACTOR',
  'exponential:FACTOR',
  'cosine[:MINIMUM]',
  'cyclic:MINIMUM:STEPS',
];

/** What they mean, e a number of epochs; steps are those of the descent, one for each mini-batch. */
export const SCHEDULE_RULES =
  'step: η·FACTOR^⌊e/EPOCHS⌋, after e epochs; exponential: η·FACTOR^e; cosine: down to ' +
  'MINIMUM or 0 at the end; cyclic: from MINIMUM up to η in STEPS steps and down in as many, again ' +
  'and again';

/**
 * A schedule in the command line's form, e.g. `cosine` or `step:10:0.5`: its kind and its numbers,
 * in the order of `Schedule`'s fields.
 *
 * @category Training
 */
export type ScheduleText =
  | 'constant'
  | 'cosine'
  | `cosine:${number}`
  | `exponential:${number}`
  | `step:${number}:${number}`
  | `cyclic:${number}:${number}`;

/**
 * Reads a schedule, e.g. `step:10:0.5`; `assertSchedule` checks its numbers.
 *
 * @throws RangeError for a form that isn't in `SCHEDULE_FORMS`
 */
export function parseSchedule(flag: string, text: string): Schedule {
  const [kind, ...rest] = text.split(':');
  const form = SCHEDULE_FORMS.find((known) => known.split(/\W/, 1)[0] === kind);
  if (form === undefined) {
    throw argumentError(RangeError, flag, `one of ${SCHEDULE_FORMS.join(', ')}`, text);
  }
  const keys = SCHEDULE_KEYS[kind as Schedule['kind']];
  const fewest = kind === 'cosine' ? 0 : keys.length;
  if (rest.length < fewest || rest.length > keys.length) {
    throw argumentError(RangeError, flag, form, text);
  }
  const numbers = rest.map((part, i) => [keys[i], positive(`${flag} ${kind}`, part)]);
  return { kind, ...Object.fromEntries(numbers) } as Schedule;
}

/** Formats a schedule in the command line's form. */
export function scheduleWords({ kind, ...numbers }: Schedule): string {
  return [kind, ...Object.values(numbers)].join(':');
}
