import type { Matrix, OwnParameters, OwnRows } from '../matrix';
import type { Expected } from './results';

/** A value that is sent to the user's code: the argument's name, its form, and its numbers. */
export type Sent = SentForm & { readonly name: string; readonly numbers: Float64Array };

type SentForm =
  | { readonly form: 'matrix'; readonly rows: number; readonly columns: number }
  | { readonly form: 'vector' | 'labels'; readonly length: number }
  | { readonly form: 'number' }
  /** A generator of uniform random numbers; the number is its seed. */
  | { readonly form: 'random' };

export function sendMatrix(name: string, { rows, columns, values }: Matrix): Sent {
  return { name, form: 'matrix', rows, columns, numbers: values };
}

export function sendVector(name: string, numbers: Float64Array): Sent {
  return { name, form: 'vector', length: numbers.length, numbers };
}

/** Sends integers, of which the user's code gets an array of integers. */
export function sendLabels(name: string, labels: ArrayLike<number>): Sent {
  return { name, form: 'labels', length: labels.length, numbers: Float64Array.from(labels) };
}

export function sendNumber(name: string, value: number): Sent {
  return { name, form: 'number', numbers: Float64Array.of(value) };
}

/** Sends the arguments of the cost and of its gradient. */
export function sendCost({ X, y }: OwnRows, { W, b }: OwnParameters, lambda: number): Sent[] {
  return [
    sendMatrix('X', X),
    sendLabels('y', y),
    sendMatrix('W', W),
    sendVector('b', b),
    sendNumber('lambda', lambda),
  ];
}

export function matrixOf(name: string, rows: number, columns: number): Expected {
  return { name, form: 'matrix', rows, columns };
}

export function vectorOf(name: string, length: number): Expected {
  return { name, form: 'vector', length };
}

/** The form of parameters whose weights have the shape of W. */
export function expectedParameters({ rows, columns }: Matrix): Expected[] {
  return [matrixOf('W', rows, columns), vectorOf('b', rows)];
}

/** Makes parameters of two results. */
export function parametersOf(
  { rows, columns }: Matrix,
  [W, b]: readonly Float64Array[],
): OwnParameters {
  return { W: { rows, columns, values: W }, b };
}
