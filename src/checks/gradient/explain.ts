import { figure, multiple, norm } from '../numbers';
import type { CheckedCost } from './checked-cost';
import type { Derivatives } from './comparison';

/** A cause explains an error if at most this part of it remains. */
const UNEXPLAINED = 1e-3;

/** Describes a known mistake; null if the derivatives don't look like it. */
type Cause = (derivatives: Derivatives, cost: CheckedCost) => string | null;

/** Says why a group's gradients differ if it looks like a common mistake, else null. */
export function explain(derivatives: Derivatives, cost: CheckedCost): string | null {
  for (const cause of [notFinite, zero, flipped, scaled, penalty, transposed]) {
    const found = cause(derivatives, cost);
    if (found !== null) return found;
  }
  return null;
}

function minus(a: Float64Array, c: number, b: Float64Array): Float64Array {
  return a.map((value, i) => value - c * b[i]);
}

/** Returns true if a is b, within the unexplained part. */
function isSame(a: Float64Array, b: Float64Array): boolean {
  return norm(minus(a, 1, b)) <= UNEXPLAINED * norm(b);
}

/** Returns true if a number is within 1 % of another. */
function isNear(value: number, expected: number): boolean {
  return Math.abs(value - expected) <= 1e-2 * Math.abs(expected);
}

const notFinite: Cause = ({ analytic, numerical }) => {
  if (!numerical.every(Number.isFinite)) return 'the cost is not finite near these parameters';
  if (!analytic.every(Number.isFinite)) return 'the analytic gradient is not finite';
  return null;
};

const zero: Cause = ({ analytic, numerical }) =>
  norm(analytic) <= UNEXPLAINED * norm(numerical) ? 'the analytic gradient is zero' : null;

const flipped: Cause = ({ analytic, numerical }) =>
  isSame(
    analytic,
    numerical.map((value) => -value),
  )
    ? 'the sign is flipped: the analytic gradient is minus the numerical one'
    : null;

const scaled: Cause = ({ analytic, numerical }, { samples = NaN }) => {
  const factor = multiple(analytic, numerical);
  if (!isSame(analytic, minus(numerical, 1 - factor, numerical))) return null;
  if (isNear(factor, 1)) return null;
  const seen = `the analytic gradient is ${figure(factor)} times the numerical one`;
  if (isNear(factor, samples)) {
    return `${seen}, the number of samples: it is their sum, not their mean`;
  }
  if (isNear(factor, 1 / samples)) return `${seen}: the mean of the samples is taken twice`;
  return seen;
};

/** An error of c·θ is a mistake in the gradient of the penalty λ Σ θ². */
const penalty: Cause = ({ group, at, analytic, numerical }, { lambda = 0 }) => {
  const error = minus(analytic, 1, numerical);
  const theta = Float64Array.from(at, (place) => group.values[place]);
  const c = multiple(error, theta);
  if (!(norm(minus(error, c, theta)) <= UNEXPLAINED * norm(error))) return null;
  const seen = `the analytic gradient is off by ${figure(c)} times the ${group.name}`;
  if (group.name === 'bias') return `${seen}: the bias is penalised, but should not be`;
  if (isNear(c, -lambda)) return `${seen}: the factor 2 of the penalty's gradient 2λW is dropped`;
  if (isNear(c, -2 * lambda)) return `${seen}: the penalty's gradient 2λW is missing`;
  return `${seen}: the penalty's gradient is not 2λW`;
};

const transposed: Cause = ({ group, at, numerical, wholeAnalytic }) => {
  const [rows, columns] = group.shape;
  if (group.shape.length !== 2 || rows === 1 || columns === 1) return null;
  const other = Float64Array.from(at, (place) => {
    const [row, column] = [Math.floor(place / columns), place % columns];
    return wholeAnalytic[column * rows + row];
  });
  return isSame(other, numerical)
    ? `the analytic gradient is transposed: laid out ${columns}×${rows} instead of ${rows}×${columns}`
    : null;
};
