import type { Backend } from '../../backend';
import {
  DescentSearch,
  openSearch,
  PathSearch,
  searched,
  type DescentPlan,
  type LambdaSearch,
  type PartedFeatures,
  type SearchControl,
} from '../../search';
import { WITH_PATCHES } from '../../training';
import { settingsOf } from '../options';
import type { FitPlan, FitProgress } from './fit-plan';
import type { FitSets } from './fit-sets';
import type { FitDataOptions } from './options';
import { areMany, trainedOn, type Parts } from './parts';

/**
 * Settings of certified optima of features by patches, unless they are given: of tens of thousands of
 * features, to the last digits takes hours, and changes no prediction.
 */
const PATH_WITH_PATCHES = { standardise: 'damped', tolerance: 1e-3 } as const;

/** The largest λ for them: their squares add up to less than 1 a sample. */
const LARGEST_WITH_PATCHES = 1e-3;

/** How λ is found. */
export interface FitSearch {
  readonly plan: FitPlan;
  readonly open: (
    backend: Backend,
    sets: FitSets,
    control: SearchControl,
    features: PartedFeatures,
  ) => LambdaSearch<FitProgress>;
}

/**
 * Chooses how λ is found: along the path of certified optima; or by mini-batches, of features by patches of
 * 5,000 samples and more, where a path takes many times as long and predicts no better. A tolerance, which
 * only optima have, asks for the path.
 *
 * @returns how, by the parts of the rows
 * @throws TypeError or RangeError naming the option
 */
export function searchesOf(options: FitDataOptions): (parts: Parts) => FitSearch {
  const { patches, rule } = options;
  const { tolerance, ...given } = settingsOf(options);
  const path = pathOf(options);
  if (patches === undefined || tolerance !== undefined) return () => path;
  const { lambda, ...others } = WITH_PATCHES;
  const { lambdas = [lambda] } = options;
  const plan = {
    ...searched({ fixed: { ...others, ...given }, lambdas, rule }),
    mayShorten: given.epochs === undefined,
  };
  return (parts) => {
    if (!areMany(parts)) return path;
    const { batchSize = Math.min(others.batchSize, trainedOn(parts)) } = given;
    return descentOf({ ...plan, fixed: { ...plan.fixed, batchSize } });
  };
}

function descentOf(plan: DescentPlan): FitSearch {
  return {
    plan: { solver: 'mini-batch', settings: plan.fixed, lambdas: plan.lambdas },
    open: (backend, sets, control, features) =>
      new DescentSearch(backend, sets, plan, control, features),
  };
}

function pathOf({ lambdas, patches, rule, ...options }: FitDataOptions): FitSearch {
  const hasPatches = patches !== undefined;
  const fixed = { ...(hasPatches && PATH_WITH_PATCHES), ...settingsOf(options) };
  const plan =
    lambdas === undefined
      ? openSearch({ fixed, rule }, hasPatches ? LARGEST_WITH_PATCHES : undefined)
      : searched({ fixed, lambdas, rule });
  return {
    plan: { solver: 'lbfgs', settings: fixed, lambdas: plan.lambdas },
    open: (backend, sets, control) => new PathSearch(backend, sets, plan, control),
  };
}
