import { detach } from '../../support/hostile';
import type { Arguments } from '../../support/pass-arguments';
import type { SoundCalls, Typed } from './sound-calls';

const VALUES: readonly unknown[] = [
  ...[undefined, null, true, false, '', 'direct', 'x'.repeat(1000), Symbol('s'), 2n],
  ...[NaN, Infinity, -Infinity, -1, -0, 0, 0.5, 1, 2, 3, 64, 2 ** 31 - 1, 2 ** 31, 2 ** 32 + 2],
  ...[2 ** 53, 1e39, 1e308, Number.MIN_VALUE, Number.MAX_VALUE, 65_536, 65_537, 1024, 1025],
  ...[{}, [], [1, 2], () => 1, new Date(), new DataView(new ArrayBuffer(64))],
  ...[new ArrayBuffer(64), new Float32Array(0), new Float32Array(4), new Float64Array(5000)],
  ...[new BigInt64Array(64), new Int8Array(64), new Uint8ClampedArray(64), new Int32Array(64)],
  new Proxy(new Float32Array(64), {}),
  Object.create(new Float64Array(64)),
];

const isTyped = (value: unknown): value is Typed => ArrayBuffer.isView(value) && 'length' in value;

/** An array of the same elements in a buffer that can shrink, or that threads share. */
function inBuffer(array: Typed, kind: 'shrinkable' | 'shared'): Typed {
  const Buffer = ArrayBuffer as unknown as new (
    bytes: number,
    options: { maxByteLength: number },
  ) => ArrayBuffer;
  const bytes = array.byteLength;
  const buffer =
    kind === 'shared' ? new SharedArrayBuffer(bytes) : new Buffer(bytes, { maxByteLength: bytes });
  const copy = new (array.constructor as new (buffer: ArrayBufferLike) => Typed)(buffer);
  copy.set(array);
  return copy;
}

/** Writes one hostile element; arrays of big integers come from `VALUES`, and take no other number. */
function withHostileElement<T extends Typed | BigInt64Array>(array: T, draw: SoundCalls): T {
  const hostile = draw.oneOf([NaN, Infinity, -1, 1e300, 4_294_967_295]);
  const i = draw.below(array.length);
  if (array instanceof BigInt64Array) array[i] = -1n;
  else array[i] = hostile;
  return array;
}

/** Puts a hostile value in the place of one argument. */
export function spoil(args: Arguments, draw: SoundCalls): void {
  const name = draw.oneOf(Object.keys(args));
  const value = args[name];
  const others = Object.values(args).filter(isTyped);
  const ways: (() => unknown)[] = [() => draw.oneOf(VALUES)];
  if (typeof value === 'number') {
    ways.push(() => value + draw.oneOf([-1, 1, 2, 1000]));
  }
  if (isTyped(value)) {
    ways.push(
      () => value.subarray(0, draw.below(value.length)),
      () => value.subarray(Math.min(1, value.length)),
      () => draw.oneOf(others),
      () => inBuffer(value, 'shared'),
      () => new Float64Array(value.length),
      () => withHostileElement(value, draw),
    );
  }
  args[name] = draw.oneOf(ways)();
}

/** Changes arrays between preparing and running: detaches, shrinks, or moves them into others. */
export function disturb(args: Arguments, draw: SoundCalls): void {
  const arrays = Object.values(args).filter(isTyped);
  if (arrays.length === 0) return;
  const array = draw.oneOf(arrays);
  const { buffer } = array;
  if (buffer instanceof SharedArrayBuffer) return;
  if ('resizable' in buffer && buffer.resizable === true) {
    (buffer as unknown as { resize(bytes: number): void }).resize(draw.below(array.byteLength + 1));
  } else {
    detach(buffer);
  }
}

/** Moves one array into a buffer that can shrink, for `disturb` to shrink it. */
export function makeShrinkable(args: Arguments, draw: SoundCalls): void {
  const names = Object.keys(args).filter((name) => isTyped(args[name]));
  if (names.length === 0) return;
  const name = draw.oneOf(names);
  args[name] = inBuffer(args[name] as Typed, 'shrinkable');
}

/** Copies of all arrays, to compare later. */
export function copied(args: Arguments): Map<string, Typed> {
  const entries = Object.entries(args).filter((entry): entry is [string, Typed] =>
    isTyped(entry[1]),
  );
  return new Map(entries.map(([name, array]) => [name, array.slice()]));
}

/** The name of an array that has changed, or null; arrays that were detached or cut don't count. */
export function changed(args: Arguments, before: ReadonlyMap<string, Typed>): string | null {
  for (const [name, old] of before) {
    const now = args[name] as Typed;
    if (now.length !== old.length) continue;
    if (now.some((value, i) => !Object.is(value, old[i]))) return name;
  }
  return null;
}
