/** A value that must be refused, and the kind of error. */
export interface Hostile {
  readonly label: string;
  readonly value: unknown;
  readonly error: typeof TypeError | typeof RangeError;
}

const typeErrors = (values: Record<string, unknown>): Hostile[] =>
  Object.entries(values).map(([label, value]) => ({ label, value, error: TypeError }));

const rangeErrors = (values: Record<string, unknown>): Hostile[] =>
  Object.entries(values).map(([label, value]) => ({ label, value, error: RangeError }));

/** An object that throws when it is converted to a number. */
const trap = {
  valueOf: (): number => {
    throw new Error('converted');
  },
  toString: (): string => {
    throw new Error('converted');
  },
};

const neither = {
  'no value': undefined,
  null: null,
  'a string': 'x'.repeat(100),
  'an empty string': '',
  'a string to escape': '"\\',
  'a BigInt': 2n,
  'an array': [1],
  'an object': {},
  'an object with valueOf': trap,
  'a function': () => 1,
};

export const notBooleans: Hostile[] = typeErrors({
  ...neither,
  'a number': 1,
  'a Boolean object': new Boolean(true),
});

const notNumbers: Hostile[] = typeErrors({
  ...neither,
  'a numeral': '2',
  'a boolean': true,
  'a Number object': new Number(2),
  'a typed array': new Float32Array(1),
});

const notFinite = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity };

export const notFiniteNumbers: Hostile[] = [...notNumbers, ...rangeErrors(notFinite)];

/** Values to refuse for an integer from `minimum` to 2^31 − 1. */
export const notIntegersFrom = (minimum: number): Hostile[] => [
  ...notNumbers,
  ...rangeErrors({
    ...notFinite,
    'one too few': minimum - 1,
    'a fraction': minimum + 0.5,
    'the smallest number': Number.MIN_VALUE,
    '2^31': 2 ** 31,
    '2^32 + 2, which is 2 in 32 bits': 2 ** 32 + 2,
    '2^53': 2 ** 53,
    '2^64': 2 ** 64,
    'the largest number': Number.MAX_VALUE,
    '-2^31': -(2 ** 31),
  }),
];

/** Detaches a buffer, as posting it to a worker does. */
export function detach(buffer: ArrayBufferLike): void {
  structuredClone(buffer, { transfer: [buffer as ArrayBuffer] });
}

function detached(): Float32Array {
  const array = new Float32Array(16);
  detach(array.buffer);
  return array;
}

/** Values to refuse for a float32 or float64 array. */
export const notFloatArrays: Hostile[] = typeErrors({
  ...neither,
  'a number': 1,
  'an Int32Array': new Int32Array(16),
  'a Uint8Array': new Uint8Array(16),
  'a BigInt64Array': new BigInt64Array(16),
  'a DataView': new DataView(new ArrayBuffer(64)),
  'an ArrayBuffer': new ArrayBuffer(64),
  'a proxy of an array': new Proxy(new Float32Array(16), {}),
  'an object that inherits from an array': Object.create(new Float32Array(16)) as object,
  'an array whose buffer is detached': detached(),
});
