import { assertInteger, assertOneOf, show } from '../errors';
import type { Pcg64State } from './pcg64';

/**
 * A generator's state as plain JSON, in the form of NumPy's `bit_generator.state`. The two 128-bit
 * numbers are decimal digits in a string, since a JSON number loses all but 53 bits in JavaScript.
 *
 * @category Random numbers
 */
export interface GeneratorState {
  readonly bit_generator: 'PCG64';
  readonly state: {
    /** The state of the LCG, from 0 to 2¹²⁸ − 1. */
    readonly state: string;
    /** The LCG's increment, odd, from 1 to 2¹²⁸ − 1. */
    readonly inc: string;
  };
  /** 1 if 32 of the last 64 bits are still to be given out, else 0. */
  readonly has_uint32: 0 | 1;
  /** Those 32 bits. */
  readonly uinteger: number;
}

/** Converts the fields of PCG64 to plain JSON. */
export function toGeneratorState(pcg64: Pcg64State): GeneratorState {
  return {
    bit_generator: 'PCG64',
    state: { state: pcg64.state.toString(), inc: pcg64.increment.toString() },
    has_uint32: pcg64.hasUint32 ? 1 : 0,
    uinteger: pcg64.uinteger,
  };
}

/**
 * Checks plain JSON of any origin, and converts it to the fields of PCG64.
 *
 * @throws TypeError or RangeError naming the field that isn't what it should be
 */
export function fromGeneratorState(value: unknown): Pcg64State {
  const state = fieldsOf('state', value);
  assertOneOf('state.bit_generator', state.bit_generator, ['PCG64']);
  const numbers = fieldsOf('state.state', state.state);
  const lcgState = parseUint128('state.state.state', numbers.state);
  const increment = parseUint128('state.state.inc', numbers.inc);
  if (increment % 2n === 0n) {
    throw new RangeError(`state.state.inc: expected an odd number, got ${show(numbers.inc)}`);
  }
  assertInteger('state.has_uint32', state.has_uint32, 0, 1);
  assertInteger('state.uinteger', state.uinteger, 0, 2 ** 32 - 1);
  const { has_uint32, uinteger } = state;
  return { state: lcgState, increment, hasUint32: has_uint32 === 1, uinteger };
}

function fieldsOf(name: string, value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`${name}: expected an object as saveState gives it, got ${show(value)}`);
  }
  return value as Record<string, unknown>;
}

function parseUint128(name: string, value: unknown): bigint {
  const expected = 'the decimal digits of an integer from 0 to 2^128 - 1, in a string';
  if (typeof value !== 'string') {
    throw new TypeError(`${name}: expected ${expected}, got ${show(value)}`);
  }
  const number = /^\d{1,39}$/.test(value) ? BigInt(value) : -1n;
  if (number < 0n || number >= 2n ** 128n) {
    throw new RangeError(`${name}: expected ${expected}, got ${show(value)}`);
  }
  return number;
}
