import type { z as Zod } from 'zod';
import { dependency } from '../../files';
import { SETTINGS, type Identity, type SettingName, type TrainingSettings } from '../../training';
import type { SearchSpace } from '../space';

/** The version of journals. */
export const VERSION = 1;

/** The first line of a journal: all that decides what the sweep computes. */
export interface Header {
  readonly onelayer: 'sweep';
  readonly version: typeof VERSION;
  /** The settings that all trials share. */
  readonly fixed: Partial<TrainingSettings>;
  readonly space: SearchSpace;
  readonly draws: number | null;
  /** The folds of cross-validation; null for a validation set. */
  readonly folds: number | null;
  readonly halving: { readonly factor: number; readonly epochs: number } | null;
  readonly data: Identity['data'];
  readonly arithmetic: string;
  /** The execution plan of each dtype in the sweep. */
  readonly plans: Readonly<Record<string, Identity['plan']>>;
  /** The number of samples that trials are validated on. */
  readonly validated: number;
  readonly varied: readonly SettingName[];
  /** The settings of each trial. */
  readonly trials: readonly Partial<TrainingSettings>[];
}

/** What of a trial's training a line is about. */
export interface Place {
  readonly trial: number;
  /** From 0: of successive halving; else always 0. */
  readonly rung: number;
  /** From 0; null without folds. */
  readonly fold: number | null;
}

/** A trial has been trained to the end of a rung. */
export interface ScoreLine extends Place {
  /** The epochs trained so far. */
  readonly epochs: number;
  /** The epoch whose parameters are kept: the last, or the best with early stopping. */
  readonly kept: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly gap: number | null;
  readonly seconds: number;
}

/** A trial could not be trained. It is tried again on the next start. */
export interface FailureLine extends Place {
  /** In one line. */
  readonly failure: string;
}

/** The sweep has ended. Further lines follow if failed trials are tried again. */
export interface EndLine {
  /** The number of the chosen trial; null if all failed. */
  readonly chosen: number | null;
  readonly test: { readonly loss: number; readonly accuracy: number } | null;
}

/** A line about a trial. */
export type TrialLine = ScoreLine | FailureLine;

export type Line = TrialLine | EndLine;

export const isScore = (line: Line): line is ScoreLine => 'loss' in line;
export const isFailure = (line: Line): line is FailureLine => 'failure' in line;
export const isEnd = (line: Line): line is EndLine => 'chosen' in line;

/** Builds the schemas of the header and of the other lines. Loads zod only when needed. */
export function journalForms() {
  const { z } = dependency('zod', () => require('zod') as typeof import('zod'));
  const count = z.int().min(0);
  const number = z.union([
    z.number(),
    z.literal(['NaN', 'Infinity', '-Infinity']).transform(Number),
  ]);
  const place = { trial: count, rung: count, fold: count.nullable() };
  const line = z.union([
    z.strictObject({
      ...place,
      epochs: count,
      kept: count,
      loss: number,
      accuracy: number,
      gap: number.nullable(),
      seconds: number,
    }),
    z.strictObject({ ...place, failure: z.string().max(2000) }),
    z.strictObject({
      chosen: count.nullable(),
      test: z.strictObject({ loss: number, accuracy: number }).nullable(),
    }),
  ]);
  return { header: headerForm(z), line: line as Zod.ZodType<Line> };
}

function headerForm(z: typeof Zod) {
  const count = z.int().min(0);
  const names = Object.keys(SETTINGS) as [SettingName, ...SettingName[]];
  const settings = z.strictObject(
    Object.fromEntries(
      Object.entries(SETTINGS).map(([name, setting]) => [name, setting.form(z).optional()]),
    ),
  );
  const set = z.strictObject({ shape: z.string(), sha256: z.string() });
  return z.strictObject({
    onelayer: z.literal('sweep'),
    version: z.literal(VERSION),
    fixed: settings,
    space: z.record(z.string(), z.unknown()),
    draws: count.nullable(),
    folds: count.nullable(),
    halving: z.strictObject({ factor: count, epochs: count }).nullable(),
    data: z.strictObject({ training: set, validation: set.nullable() }),
    arithmetic: z.string(),
    plans: z.record(
      z.string(),
      z.strictObject({ product: z.enum(['direct', 'openblas', 'gemm']), tileRows: count.min(1) }),
    ),
    validated: count,
    varied: z.array(z.enum(names)),
    trials: z.array(settings).min(1),
  }) as unknown as Zod.ZodType<Header>;
}
