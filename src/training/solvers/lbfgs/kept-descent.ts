import { assertInteger, assertOneOf } from '../../../errors';
import type { Stack } from '../../../model';
import { assertKept, flatLength } from '../kept-tensors';
import type { KeptTensors } from '../solver';
import type { Found } from './certificate';
import { PAIRS, type KeptDescent } from './descent';

/**
 * The kind of a model's next iteration: a step by a float32 pass or by a float64 one, or b minimised
 * exactly and the gap bounded, or a step by Newton's method; `ended` if there is none.
 */
export type Stage = (typeof STAGES)[number];

const STAGES = ['float32', 'float64', 'certify', 'ended', 'newton'] as const;

/** What a checkpoint keeps of a model's descent, beside its parameters. */
export interface KeptState extends KeptDescent {
  readonly stage: Stage;
  /** ‖∂J/∂W‖ at the start; null before it is known. */
  readonly firstNorm: number | null;
  readonly stepNorm: number;
  readonly gap: number | null;
  /** Null before the end. */
  readonly found: Found | null;
}

/** Numbers that aren't tensors: how many. */
const NUMBERS = 15;

export function writeKept({ found, gradient, numbers, pairs, position, ...own }: KeptState) {
  const { cost, gradientNorm, firstNorm, rounding, isCut, least, most } = found ?? NOTHING;
  const state = Float64Array.of(
    STAGES.indexOf(own.stage),
    own.firstNorm ?? NaN,
    own.stepNorm,
    own.gap ?? NaN,
    ...numbers,
    ...[cost, gradientNorm, firstNorm, rounding, Number(isCut), least, most],
  );
  return { position, gradient, pairs, state };
}

const NOTHING: Found = {
  cost: NaN,
  gradientNorm: NaN,
  firstNorm: NaN,
  rounding: NaN,
  isCut: false,
  least: NaN,
  most: NaN,
};

export function readKept(kept: KeptTensors): KeptState {
  const { gradient, pairs, position, state } = kept as Record<string, Float64Array>;
  const [stage, firstNorm, stepNorm, gap, ...others] = state;
  const [cost, gradientNorm, first, rounding, isCut, least, most] = others.slice(4);
  const ends = { isCut: isCut === 1, least, most };
  const found = { cost, gradientNorm, firstNorm: first, rounding, ...ends };
  return {
    position,
    gradient,
    pairs,
    stage: STAGES[stage],
    firstNorm: orNull(firstNorm),
    stepNorm,
    gap: orNull(gap),
    numbers: others.slice(0, 4),
    found: Number.isNaN(cost) ? null : found,
  };
}

/** Throws a RangeError naming the tensor unless they are those of a descent of this shape. */
export function assertKeptDescent(kept: KeptTensors, shape: Stack): void {
  const N = flatLength(shape);
  const pairs = (kept as Partial<KeptTensors>).pairs?.length ?? 0;
  assertInteger('state.pairs: how many', pairs / (2 * N), 0, PAIRS);
  assertKept(kept, { position: N, gradient: N, pairs, state: NUMBERS }, 'float64');
  assertOneOf('state.state: its stage', kept.state[0], [...STAGES.keys()] as never);
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
