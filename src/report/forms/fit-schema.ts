import { z } from 'zod';
import { count, fraction, number } from './schema-parts';

const column = z.strictObject({
  name: z.string(),
  kind: z.enum(['number', 'boolean', 'category', 'date']),
  features: count.min(1).describe('The number of features that it makes'),
  canMiss: z.boolean().describe('Whether training rows have no value there'),
  weight: number.describe('√ΣW² over its standardised features and all classes'),
});

const omitted = z.strictObject({
  name: z.string(),
  why: z.enum([
    'asked',
    'empty',
    'constant',
    'duplicate',
    'identifier',
    'too many different texts',
  ]),
  of: z.string().describe('Of a duplicate: the column that it equals').optional(),
});

export const fitSchema = z.strictObject({
  lines: z.array(z.string()).describe('What was understood of the data, in words'),
  columns: z.array(column).nullable().describe('The columns of a table; null of other data'),
  omitted: z.array(omitted).describe('The columns that were left out'),
  interval: z
    .strictObject({ low: fraction, high: fraction })
    .describe("Of the test accuracy, with a confidence of 95 %: Wilson's"),
  majority: z
    .strictObject({ label: z.string(), accuracy: fraction })
    .describe('The most frequent class of the training rows, and the test accuracy of it alone'),
  temperature: number.describe('Probabilities are those of the scores by this'),
  features: count.min(1),
  heaviest: z
    .array(z.strictObject({ name: z.string(), weights: z.array(number) }))
    .nullable()
    .describe(
      'Features of large weights, the largest first: how much one standard deviation more adds to ' +
        'the score of each class; null of pictures',
    ),
});
