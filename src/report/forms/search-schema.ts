import { z } from 'zod';
import { ASSIGNMENT, EXTENSIONS, type SettingName } from '../../training';
import { count, formsOf, fraction, number, seconds } from './schema-parts';

const forms = { ...formsOf(ASSIGNMENT), ...formsOf(EXTENSIONS) };

const name = z.enum(Object.keys(forms) as [SettingName, ...SettingName[]]);

const score = z.strictObject({
  loss: number.describe('The mean; over the folds if there are several'),
  accuracy: fraction.describe('Of the samples; the mean over the folds if there are several'),
  standardError: z
    .number()
    .min(0)
    .describe(
      "Of the accuracy: √(p(1−p)/n) on one set; the deviation of the folds' by √k on k folds",
    ),
});

const trial = z.strictObject({
  number: count.describe('From 0, in the order of the search'),
  settings: z.strictObject(forms).partial(),
  rungs: z
    .array(z.strictObject({ epochs: count.describe('Trained so far'), validation: score }))
    .describe('The score at each rung of successive halving; the last is that of its end'),
  failure: z.string().nullable().describe('Why it has no score; null if it has one'),
  gap: z
    .number()
    .min(0)
    .nullable()
    .describe('J − J* at most, by the certificate; null without one'),
  seconds,
});

export const searchSchema = z.strictObject({
  kind: z.enum(['sweep', 'path']).describe('path: of λ, from large to small'),
  varied: z.array(name).describe('The settings in which trials differ'),
  validation: z.strictObject({
    folds: count.min(2).nullable().describe('Null for one set that was held out'),
    samples: count.min(1),
  }),
  trials: z.array(trial),
  best: count.nullable().describe('The number of the best trial; null if all failed'),
  chosen: count.nullable().describe('The number of the trial that the rule chose'),
  rule: z
    .enum(['best', 'one-standard-error'])
    .describe(
      'best: the highest validation accuracy; one-standard-error: the largest λ whose accuracy is ' +
        'within one standard error of it',
    ),
  atEdge: z
    .array(name)
    .describe('The settings of the chosen trial that lie at an edge of what was tried'),
  isCut: z
    .literal(true)
    .describe('The search was ended before all was tried, on request or as its time was over')
    .optional(),
});
