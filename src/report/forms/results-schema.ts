import { z } from 'zod';
import { PATCH_ENCODINGS } from '../../patches';
import { epochForms } from '../../training';
import { TOPICS } from '../results/conclusion';
import { analysisSchema } from './analysis-schema';
import { fitSchema } from './fit-schema';
import { gradientCheckSchema } from './gradient-check-schema';
import {
  backend,
  count,
  data,
  findingSchema,
  fraction,
  number,
  plan,
  seconds,
  settings,
  versionForm,
} from './schema-parts';
import { searchSchema } from './search-schema';

const { evaluation, epoch } = epochForms(z, { number, fraction, seconds });

/** One folder, not a path. */
const FOLDER_NAME = /^(?!\.{1,2}$)[^/\\]+$/;

/** As `Date.toISOString` writes it. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const bound = number.nullable();

const certificate = z.strictObject({
  cost: number.describe('J on the training set, in float64'),
  gradientNorm: number.describe('‖∂J/∂W‖, with b minimised exactly'),
  gap: bound.describe('J − J* at most: ‖∂J/∂W‖² / 4λ; null at lambda 0'),
  relativeGap: bound.describe('The gap as a fraction of J'),
  distance: bound.describe('‖W − W*‖ at most: ‖∂J/∂W‖ / 2λ; null at lambda 0'),
  accuracy: z
    .strictObject({ least: fraction, most: fraction })
    .nullable()
    .describe('Bounds on the training accuracy at the optimum; null at lambda 0'),
  isReached: z.boolean().describe('Whether the gap is within the tolerance'),
  reason: z
    .string()
    .nullable()
    .describe("Why there is no bound, or why it isn't within the tolerance"),
});

const code = z.strictObject({
  file: z.string().min(1).describe("The file's name"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('The sum of the file'),
  functions: z.array(z.string()).describe('Those of its functions that the training called'),
});

const run = z.strictObject({
  ...settings,
  code: code.describe("The code that trained the run; absent where onelayer's own did").optional(),
  history: z.array(epoch).describe('The finished epochs'),
  bestEpoch: count
    .min(1)
    .nullable()
    .describe('The epoch whose parameters early stopping, or an end on request, kept')
    .optional(),
  endedOnRequest: z
    .literal(true)
    .describe('The user has ended the run before its last epoch, on the live page')
    .optional(),
  certificate: certificate
    .nullable()
    .describe(
      'Of the solver lbfgs: how far the run is from its optimum at most; null if it was stopped ' +
        'before, or early stopping kept other weights',
    )
    .optional(),
  test: evaluation.nullable().describe('After the last epoch; null if the run was interrupted'),
  seconds,
  findings: z
    .array(findingSchema)
    .nullable()
    .describe("The doctor's, on the setting and on the run; null where it was switched off"),
  analysis: analysisSchema
    .nullable()
    .describe('Of the predictions on the test set; null if the run was interrupted'),
  folder: z
    .string()
    .regex(FOLDER_NAME)
    .nullable()
    .describe('A folder beside this file with weights and example images; null if none were saved'),
});

const patches = z.strictObject({
  patches: count.min(1).describe('In the dictionary, their mirrors not counted'),
  side: count.min(1).describe('Of a patch, in pixels'),
  stride: count.min(1),
  components: count.min(1).describe('Principal components that whitened patches keep'),
  epsilon: z.number().positive().describe('ε of whitening'),
  encoding: z.enum(PATCH_ENCODINGS),
  threshold: z.number().min(0).describe('The similarity from which on a patch counts'),
  regions: count.min(1).describe('Along each side of a picture'),
  shift: count.describe(
    'By how many pixels the copies are shifted that features are means over; 0 without any',
  ),
  mirrored: z.boolean(),
  seed: count,
  features: count.min(1).describe('Of a picture'),
  channels: z.literal([1, 3]).describe('Of the pictures'),
  groups: count.min(1).describe('That were trained one after another, and averaged'),
});

const conclusion = z.strictObject({
  topic: z.enum(TOPICS),
  text: z.string(),
  answer: z.string().describe('The text in a few words').optional(),
  evidence: z.string().describe('The figures that the answer rests on').optional(),
  runs: z
    .array(count)
    .describe('The indices of the runs that it is about; none if it compares all')
    .optional(),
  rule: z.string().describe('The rule by which the text follows from the runs'),
  figures: z.record(z.string(), number).describe('The figures of the text'),
});

const image = z.strictObject({
  width: count.min(1),
  height: count.min(1),
  channels: z.literal([1, 3]),
});

export const resultsSchema = z
  .strictObject({
    version: versionForm(3),
    created: z.string().regex(ISO_TIME).describe('The time of writing, in UTC'),
    backend,
    plan: plan.optional(),
    processes: count
      .min(2)
      .describe('The number of processes that shared the rows; absent of one')
      .optional(),
    made: z
      .strictObject({
        command: z.string().describe('As it was typed, the home folder as ~'),
        version: z.string().describe('Of onelayer'),
        node: z.string(),
        processor: z.string(),
        platform: z.string(),
      })
      .describe('What the runs were made with; absent in older files')
      .optional(),
    data,
    samples: z
      .strictObject({ training: count.min(1), validation: count.min(1), test: count.min(1) })
      .describe('The numbers of samples'),
    classes: z.array(z.string()).min(2).describe("The classes' names; label k is the k-th, from 0"),
    image: image.nullable().describe('The shape of a sample if samples are images, else null'),
    patches: patches
      .describe('The features of the pictures that were trained on; absent where those were pixels')
      .optional(),
    gradientCheck: gradientCheckSchema
      .pick({ samples: true, complete: true, passed: true, checks: true })
      .nullable()
      .describe('Before training; null if it was switched off'),
    findings: z
      .array(findingSchema)
      .nullable()
      .describe("The doctor's, on data and code; null where it was switched off"),
    runs: z.array(run),
    search: searchSchema
      .describe('The search over settings that the runs were chosen by; absent without one')
      .optional(),
    fit: fitSchema
      .describe(
        'What fit has understood of the data, and learnt of them; absent of other trainings',
      )
      .optional(),
    conclusions: z.array(conclusion).describe('Conclusions that follow from the runs by rules'),
    digest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .describe(
        'The SHA-256 sum of the canonical JSON (RFC 8785) of all other keys; absent in older files',
      )
      .optional(),
  })
  .describe(
    'Results of onelayer training runs. Accuracies are fractions; a number that is not finite is ' +
      'the string "NaN", "Infinity" or "-Infinity".',
  );
