import type { z as Zod, ZodType } from 'zod';
import { show } from '../errors';
import { JsonFault, parsingJson } from '../files';
import { LOSSES } from '../model';
import { TaskRunner } from '../tasks';
import { preparationForm } from './preparation-form';

/**
 * Parses a text as JSON, and checks its form.
 *
 * @param text  in pieces, which may throw a TypeError for bytes that are no text
 * @param form  loads the form, so that zod is loaded only where it is needed
 * @param fail  throws; called with the fault, on one line
 */
export async function checkForm<Form extends ZodType>(
  text: Iterable<string>,
  form: () => Form,
  fail: (fault: string) => never,
): Promise<Zod.infer<Form>> {
  let value: unknown;
  try {
    value = await new TaskRunner().run(parsingJson(text));
  } catch (error) {
    if (error instanceof TypeError) fail('got what is no UTF-8 text');
    if (!(error instanceof JsonFault)) throw error;
    fail(`got ${error.message}`);
  }
  const { success, data, error } = form().safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const where = issue.path.length === 0 ? '' : `${show(issue.path.join('.'))}: `;
  // Unknown names may be of any length, and have any characters.
  const stray = issue.code === 'unrecognized_keys' ? issue.keys.at(0) : undefined;
  return fail(where + (stray === undefined ? issue.message : `unknown key ${show(stray)}`));
}

/** A list of finite numbers, at least one: zod's own takes a hundred times as long to check. */
export function numberList(z: typeof Zod) {
  return z
    .custom<number[]>((value) => Array.isArray(value) && value.length > 0, 'expected numbers')
    .check(({ value, issues }) => {
      const at = value.findIndex((number) => !Number.isFinite(number));
      if (at < 0) return;
      const message = `expected a finite number, got ${show(value[at])}`;
      issues.push({ code: 'custom', path: [at], message, input: value });
    });
}

/** Fields that the formats that keep a whole model share. @param z  zod, loaded when needed */
export function modelFields(z: typeof Zod) {
  const count = z.int().min(1);
  const channels = z.union([z.literal(1), z.literal(3)]);
  return {
    loss: z.enum(LOSSES),
    labelSmoothing: z.number().min(0).lt(1),
    lambda: z.number().min(0),
    temperature: z.number().positive(),
    // Files of version 0.1.0 have none.
    featureNames: z.array(z.string()).nullable().default(null),
    // Absent where the model learnt from features as they are.
    preparation: preparationForm(z).nullable().default(null),
    image: z.strictObject({ width: count, height: count, channels }).nullable(),
    provenance: z.record(z.string(), z.unknown()),
  };
}

/** The most classes that labels, of 16 bits, tell apart. */
export const MOST_CLASSES = 2 ** 16;
