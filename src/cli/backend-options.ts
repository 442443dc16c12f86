import { Option } from '@commander-js/extra-typings';
import { selectBackend, type Backend, type BackendOptions } from '../backend';
import { integerFrom } from '../training';

/** The option that chooses a backend. */
export const backendOption = new Option('--backend <name>', 'code for the matrix products')
  .choices(['auto', 'openblas', 'js'] as const)
  .default('auto' as const);

/** The option for the number of threads, which changes no bit of a result. */
export const threadsOption = new Option('--threads <count>', 'number of threads to compute on')
  .argParser((text) => integerFrom(1)('--threads', text))
  .default('all' as const, 'one on each core, up to 8');

/** The option for the number of samples that pass together. */
export const tileOption = new Option(
  '--tile <rows>',
  'samples that pass through the model together (default: as measured once on this machine)',
).argParser((text) => integerFrom(1)('--tile', text));

/** The option that chooses the code for the products of a pass. */
export const productOption = new Option(
  '--product <name>',
  "onelayer's own loops or OpenBLAS's (default: as measured once on this machine)",
).choices(['direct', 'openblas'] as const);

interface Given extends Pick<BackendOptions, 'backend' | 'threads' | 'product'> {
  readonly tile?: number;
}

export function backendOf({ backend, threads, product, tile: tileRows }: Given): Backend {
  return selectBackend({ backend, threads, product, tileRows });
}
