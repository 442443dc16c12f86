import { norm } from '../../checks';

/** Results may differ from the definition by this part of its norm, by rounding. */
const TOLERANCE = 1e-6;

/** What a known mistake would return. */
export interface Suspect {
  readonly mistake: string;
  readonly meaning: string;
  readonly values: ArrayLike<number>;
}

export function isClose(found: ArrayLike<number>, expected: ArrayLike<number>): boolean {
  const difference = Float64Array.from(found, (value, i) => value - expected[i]);
  return norm(difference) <= TOLERANCE * Math.max(norm(expected), 1e-12);
}

export function isNear(found: number, expected: number): boolean {
  return Math.abs(found - expected) <= TOLERANCE * Math.max(Math.abs(expected), 1);
}

/** Returns the first known mistake that explains a result. */
export function suspectOf(
  found: ArrayLike<number>,
  suspects: readonly Suspect[],
): Suspect | undefined {
  return suspects.find(({ values }) => isClose(found, values));
}

/** The factors of two vectors whose sum is a third one. */
export interface Fit {
  readonly p: number;
  readonly q: number;
}

/** Fits found = p u + q v by least squares; null if that doesn't explain it. */
export function fit(found: ArrayLike<number>, u: ArrayLike<number>, v: ArrayLike<number>) {
  const [uu, uv, vv] = [dot(u, u), dot(u, v), dot(v, v)];
  const [uf, vf] = [dot(u, found), dot(v, found)];
  const determinant = uu * vv - uv * uv;
  const p = (uf * vv - vf * uv) / determinant;
  const q = (vf * uu - uf * uv) / determinant;
  const sum = Float64Array.from(u, (value, i) => p * value + q * v[i]);
  return isClose(found, sum) ? { p, q } : null;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Says where a result is furthest from what it should be. */
export function worstPlace(
  name: string,
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  columns?: number,
): string {
  let worst = 0;
  const error = (i: number): number => Math.abs(found[i] - expected[i]);
  for (let i = 1; i < found.length; i++) if (error(i) > error(worst)) worst = i;
  const place =
    columns === undefined ? `[${worst}]` : `[${Math.floor(worst / columns)}][${worst % columns}]`;
  const at = found.length === 1 ? '' : place;
  const figures = [found[worst], expected[worst]].map((value) => value.toPrecision(6));
  return `${name}${at} is ${figures[0]}, and should be ${figures[1]}`;
}
