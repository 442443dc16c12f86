import { loadedAddon } from './load-addon';

/** Below this many bytes, large pages save less than asking for them takes. */
const LEAST_BYTES = 2 ** 23;

/**
 * Asks for large pages for a new array's memory, and returns the array: filling 92 MB of images took
 * 320 ms without them and 80 ms with them on a virtual machine, and hashing them half of the time. It
 * is a hint, given only where the addon is loaded already: plain JavaScript was chosen elsewhere.
 */
export function inLargePages<Kind extends ArrayBufferView>(array: Kind): Kind {
  if (array.byteLength < LEAST_BYTES) return array;
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  loadedAddon()?.preferLargePages(bytes);
  return array;
}
