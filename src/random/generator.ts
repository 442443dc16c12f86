import { assertInteger, show } from '../errors';
import { lemireInteger, maskedInteger } from './bounded';
import { fromGeneratorState, toGeneratorState, type GeneratorState } from './generator-state';
import { Pcg64 } from './pcg64';
import { standardNormal } from './ziggurat';

/**
 * Arguments of `Generator.shuffle`: an array, or a typed array of numbers.
 *
 * @inline
 */
export type Shuffleable =
  unknown[] | Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/**
 * Random numbers, bit for bit those of NumPy's `default_rng(seed)`: PCG64 and its distributions.
 *
 * All methods draw from one stream, so the order of the calls matters. A method that throws has drawn
 * nothing.
 *
 * @category Random numbers
 * @example
 * const random = defaultRng(42);
 * const noise = new Float64Array(3);
 * random.fillStandardNormal(noise);
 * const later = Generator.restore(random.saveState());
 * console.log(noise, later.random() === random.random()); // …, true
 */
export class Generator {
  private constructor(private readonly bits: Pcg64) {}

  /**
   * Makes the generator that NumPy's `default_rng(seed)` makes.
   *
   * @param seed  a non-negative integer, at most 2^53 − 1
   */
  static fromSeed(seed: number): Generator {
    assertInteger('seed', seed, 0);
    return new Generator(Pcg64.fromSeed(seed));
  }

  /**
   * Makes a generator that continues where a saved one stood.
   *
   * @param state  what `saveState` returned, also after a round trip through JSON
   * @throws TypeError or RangeError naming the invalid field
   */
  static restore(state: GeneratorState): Generator {
    return new Generator(new Pcg64(fromGeneratorState(state)));
  }

  /** Saves the state as plain JSON, in the form of NumPy's `bit_generator.state`. */
  saveState(): GeneratorState {
    return toGeneratorState(this.bits.save());
  }

  /** Draws from the uniform distribution on [0, 1): a multiple of 2⁻⁵³. */
  random(): number {
    return this.bits.nextDouble();
  }

  /**
   * Draws from the normal distribution of mean 0 and variance 1, by the ziggurat method.
   *
   * Sources: Marsaglia and Tsang, "The ziggurat method for generating random variables", 2000;
   * Doornik, "An improved ziggurat method to generate normal random samples", 2005.
   */
  standardNormal(): number {
    return standardNormal(this.bits);
  }

  /**
   * Fills an array with draws of `standardNormal`, in order. In a Float32Array they are rounded: NumPy's
   * `standard_normal(n).astype(float32)`, not its `standard_normal(n, float32)`.
   */
  fillStandardNormal(out: Float32Array | Float64Array): void {
    if (!(out instanceof Float32Array || out instanceof Float64Array)) {
      throw new TypeError(`out: expected a Float32Array or a Float64Array, got ${show(out)}`);
    }
    for (let i = 0; i < out.length; i++) out[i] = standardNormal(this.bits);
  }

  /**
   * Draws an integer uniformly from [low, high), by Lemire's method ("Fast random integer generation in
   * an interval", 2019). Nothing is drawn if `low` is the only one.
   *
   * @param low   a safe integer below 2^53 − 1
   * @param high  a safe integer above `low`, at most low + 2^53 − 1
   */
  integers(low: number, high: number): number {
    assertInteger('low', low, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1);
    const last = Math.min(Number.MAX_SAFE_INTEGER, low + Number.MAX_SAFE_INTEGER);
    assertInteger('high', high, low + 1, last);
    return low + lemireInteger(this.bits, high - low - 1);
  }

  /**
   * Shuffles an array in place, every order equally likely: for i from n − 1 down to 1, element i
   * changes places with element j, uniform in 0..i (Fisher and Yates; Durstenfeld, "Algorithm 235", 1964).
   *
   * @param array  at most 2^32 elements
   */
  shuffle(array: Shuffleable): void {
    if (!Array.isArray(array) && (!ArrayBuffer.isView(array) || array instanceof DataView)) {
      throw new TypeError(`array: expected an array or a typed array, got ${show(array)}`);
    }
    assertInteger('array.length', array.length, 0, 2 ** 32);
    for (let i = array.length - 1; i > 0; i--) {
      const j = maskedInteger(this.bits, i);
      const element = array[i];
      array[i] = array[j];
      array[j] = element;
    }
  }

  /**
   * Shuffles the integers 0..n − 1: NumPy's `permutation(n)`.
   *
   * @param n  from 0 to 2^32 − 1
   */
  permutation(n: number): Uint32Array {
    assertInteger('n', n, 0, 2 ** 32 - 1);
    const order = new Uint32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    this.shuffle(order);
    return order;
  }
}

/**
 * Makes a generator of random numbers from a seed: NumPy's `default_rng(seed)`, bit for bit.
 *
 * @param seed  a non-negative integer, at most 2^53 − 1
 * @category Random numbers
 * @example
 * const random = defaultRng(42);
 * console.log(random.random(), random.integers(0, 10), random.permutation(5));
 */
export function defaultRng(seed: number): Generator {
  return Generator.fromSeed(seed);
}
