import { Option } from '@commander-js/extra-typings';
import { selectBackend, type Backend, type BackendOptions } from '../backend';
import { integerFrom } from '../training';

/** The option that chooses a backend. */
export const backendOption = new Option('--backend <name>', 'what does the matrix products')
  .choices(['auto', 'openblas', 'js'] as const)
  .default('auto' as const);

/** The option that says on how many threads; it changes no bit of a result. */
export const threadsOption = new Option('--threads <count>', 'that passes use')
  .argParser((text) => integerFrom(1)('--threads', text))
  .default('all' as const, 'one on each core, up to 8');

/** The option that says how many samples pass together. */
export const tileOption = new Option(
  '--tile <rows>',
  'samples that pass through the model together (default: as measured once on this machine)',
).argParser((text) => integerFrom(1)('--tile', text));

/** The option that says what does the products of a pass. */
export const productOption = new Option(
  '--product <name>',
  "onelayer's own loops or OpenBLAS's (default: as measured once on this machine)",
).choices(['direct', 'openblas'] as const);

/** The options above as they were given. */
interface Given extends Pick<BackendOptions, 'backend' | 'threads' | 'product'> {
  readonly tile?: number;
}

/** The backend that the options ask for. */
export function backendOf({ backend, threads, product, tile: tileRows }: Given): Backend {
  return selectBackend({ backend, threads, product, tileRows });
}
