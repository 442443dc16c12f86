import { selectBackend, type Backend } from '../../src/backend';
import { describeWithAddon } from './addon';

/** One suite, run against every backend; OpenBLAS's is skipped where its addon can't be loaded. */
export function describeEachBackend(title: string, body: (backend: Backend) => void): void {
  describe(`${title}: js`, () => body(selectBackend({ backend: 'js' })));
  describeWithAddon(`${title}: openblas`, () => body(selectBackend({ backend: 'openblas' })));
}
