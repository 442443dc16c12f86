import type { Dtype } from '../../backend';
import { assertEqual, assertInteger } from '../../errors';
import type { Stack } from '../../model';
import type { KeptTensors } from './solver';

/** Returns K·d + K, the number of a model's parameters. */
export function flatLength({ classes, features }: Stack): number {
  return classes * features + classes;
}

/**
 * Throws unless tensors have these names, lengths and dtype.
 *
 * @param lengths  by the name
 * @throws RangeError, e.g. `state.velocity.length: expected an integer from 30730 to 30730, got 3`
 */
export function assertKept(
  kept: KeptTensors,
  lengths: Readonly<Record<string, number>>,
  dtype: Dtype,
): void {
  const names = (of: object): string => Object.keys(of).sort().join(', ');
  assertEqual('state: its tensors', names(kept), names(lengths));
  for (const [name, length] of Object.entries(lengths)) {
    const values = kept[name];
    const own: Dtype = values instanceof Float32Array ? 'float32' : 'float64';
    assertEqual(`state.${name}: its dtype`, own, dtype);
    assertInteger(`state.${name}: its numbers`, values.length, length, length);
  }
}
