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
  /**
   * The path ends where so many values of λ, one after another, have improved neither the validation
   * accuracy nor the loss. By default it goes to the smallest.
   */
  readonly patience?: number;
  /** The tolerance of the optima that are compared; the last fit has that of the settings. */
  readonly tolerance?: number;
}

/** A plan that has been checked, with its defaults. */
interface WholePathPlan extends Searched {
  readonly folds: number | null;
  readonly refit: boolean;
}

/** The values of λ unless others are given, of standardised features. */
export const LAMBDAS = { log: [1e-4, 10], count: 20 } as const;

/**
 * The values of λ of an open path, two to a decade: down to 10⁻⁸, where small tables of classes that are far
 * apart may have their best. Of Seattle's weather, it is near 10⁻⁸: 85 % instead of 82 % at 10⁻⁴. With twice
 * as many values, seven small tables took a quarter longer, and their accuracies were the same.
 */
const OPEN_LAMBDAS = Array.from({ length: 19 }, (_, i) => 10 ** (1 - i / 2));

/** The values without improvement after which an open path ends: a factor of 30. */
const PATIENCE = 3;

/**
 * Which λ is best shows at a gap that doesn't move a validation accuracy: on Fashion-MNIST, a path to
 * 10⁻⁴ J took 26 s and one to 10⁻⁶ J 58 s, and its best was as good on the test images.
 */
const COMPARED_TOLERANCE = 1e-4;

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

/**
 * What is searched where nobody says which λ: as far as smaller values improve the validation.
 *
 * @param largest  where it begins. By default at 10
 */
export function openSearch(plan: Pick<PathPlan, 'fixed' | 'rule'>, largest = Infinity): Searched {
  const { tolerance = 0 } = plan.fixed;
  return {
    ...searched({ ...plan, lambdas: OPEN_LAMBDAS.filter((own) => own <= largest) }),
    patience: PATIENCE,
    tolerance: Math.max(tolerance, COMPARED_TOLERANCE),
  };
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
