import { invalid } from '../read-json';

/** Rounding errors of sums of many numbers, relative to the numbers themselves. */
const ROUNDING = 1e-6;

/** A place in a file, at which claims are held against the rest of the file. */
export class Claims {
  constructor(
    private readonly file: string,
    private readonly place = '',
  ) {}

  /** A place inside this one, e.g. `test.accuracy` or `[2]`. */
  at(name: string | number): Claims {
    const inside =
      typeof name === 'number' ? `[${name}]` : `${this.place === '' ? '' : '.'}${name}`;
    return new Claims(this.file, this.place + inside);
  }

  /** @throws OnelayerError FILE_INVALID unless it is true */
  assert(isTrue: boolean, expected: string, got: unknown): void {
    if (isTrue) return;
    throw invalid(this.file, `${this.place}: expected ${expected}, got ${String(got)}`);
  }

  equal(got: unknown, expected: unknown, why: string): void {
    this.assert(Object.is(got, expected), `${String(expected)}, ${why}`, got);
  }

  /** Asserts equality but for rounding; `scale` is how large the numbers were that it follows from. */
  close(got: number, expected: number, why: string, scale = Math.abs(expected)): void {
    const isClose =
      Object.is(got, expected) || Math.abs(got - expected) <= ROUNDING * Math.max(scale, ROUNDING);
    this.assert(isClose, `${expected}, ${why}`, got);
  }

  /** Asserts that a fraction is one of so many samples. */
  partOf(got: number, samples: number): void {
    const hits = Math.round(got * samples);
    const why = `the nearest fraction of ${samples} samples`;
    this.close(got, hits / samples, why, 1 / samples);
  }

  /** Asserts one item for each class. */
  perClass({ length }: { readonly length: number }, classes: number): void {
    this.assert(length === classes, `${classes} items, a class each`, length);
  }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
