import {
  argumentError,
  assertBoolean,
  assertDefined,
  assertInteger,
  assertOneOf,
  assertPositive,
} from '../../errors';
import type { AnyTrainingData, TrainingSettings } from '../../training';
import { assertRange, isRange, valuesOf, type Range } from '../range';
import type { SearchResults } from '../results';

/** What to search along λ, and how. */
export interface PathPlan {
  /** The values of λ, above 0, in any order; or a range. */
  readonly lambdas?: readonly number[] | Range | undefined;
  /** The number of folds; without, the data's validation set is used. */
  readonly folds?: number | undefined;
  readonly rule?: SearchResults['rule'] | undefined;
  /** True to fit the chosen λ to training and validation set together. */
  readonly refit?: boolean | undefined;
  /** Settings of the solver. */
  readonly fixed: Partial<TrainingSettings>;
}

/** What is searched along λ, and by which rule. */
export interface Searched {
  /** From large to small. */
  readonly lambdas: readonly number[];
  readonly rule: SearchResults['rule'];
  readonly fixed: Partial<TrainingSettings>;
}

/** A plan that has been checked, with its defaults. */
interface WholePathPlan extends Searched {
  readonly folds: number | null;
  readonly refit: boolean;
}

/** The values of λ unless others are given, of standardised features. */
export const LAMBDAS = { log: [1e-4, 10], count: 20 } as const;

const RULES: readonly SearchResults['rule'][] = ['best', 'one-standard-error'];

/** Throws a TypeError or RangeError naming what is invalid; else fills in the defaults. */
export function wholePlan({ validation }: AnyTrainingData, plan: PathPlan): WholePathPlan {
  const { folds = null, refit = false } = plan;
  assertBoolean('refit', refit);
  if (folds === null) assertDefined('validation', validation, 'a validation set, or folds');
  if (folds !== null && validation !== undefined) {
    throw argumentError(
      TypeError,
      'validation',
      'none with folds, which part the training set',
      validation,
    );
  }
  if (folds !== null && refit) {
    throw argumentError(
      TypeError,
      'refit',
      'false with folds, which use all samples anyway',
      refit,
    );
  }
  return { ...searched(plan), folds, refit };
}

/** Checks what is searched along λ and by which rule, and fills in the defaults. */
export function searched({
  fixed,
  lambdas = LAMBDAS,
  rule = 'best',
}: Pick<PathPlan, 'fixed' | 'lambdas' | 'rule'>): Searched {
  assertOneOf('rule', rule, RULES);
  return { fixed, rule, lambdas: descending(lambdas) };
}

function descending(lambdas: readonly number[] | Range): number[] {
  if (isRange(lambdas)) assertRange('lambdas', lambdas, false);
  else if (!Array.isArray(lambdas)) {
    throw argumentError(
      TypeError,
      'lambdas',
      'a list of numbers, or { log: [from, to], count }',
      lambdas,
    );
  }
  const values: readonly number[] = isRange(lambdas) ? valuesOf(lambdas, false) : lambdas;
  assertInteger('lambdas.length', values.length, 1);
  values.forEach((value, i) => assertPositive(`lambdas[${i}]`, value));
  return [...new Set(values)].sort((a, b) => b - a);
}
