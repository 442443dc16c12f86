import type { Suite } from 'mocha';
import { loadCifar10, type LoadedCifar10 } from '../../src/data';

/** The files that training needs by default. */
const NEEDED = ['data_batch_1', 'data_batch_2', 'test_batch'] as const;

/** Fetching 139 MB may take this long. */
const FETCHING_TIMEOUT_MS = 600_000;

let loading: Promise<LoadedCifar10<(typeof NEEDED)[number]>> | undefined;

/**
 * The real CIFAR-10, loaded once: from the folder or archive in ONELAYER_TEST_DATA, else from the
 * cache, else from the network.
 */
export function cifar10(): Promise<LoadedCifar10<(typeof NEEDED)[number]>> {
  loading ??= loadCifar10({ files: NEEDED, from: process.env.ONELAYER_TEST_DATA });
  return loading;
}

/**
 * A suite that needs the real CIFAR-10: skipped with the reason when it can't be had, a failure
 * instead when ONELAYER_STRICT is 1.
 */
export function describeWithCifar10(title: string, define: (this: Suite) => void): void {
  describe(title, function () {
    before('load CIFAR-10', async function () {
      this.timeout(FETCHING_TIMEOUT_MS);
      try {
        await cifar10();
      } catch (error) {
        if (process.env.ONELAYER_STRICT === '1') throw error;
        console.log(`skipped "${title}": ${(error as Error).message}`);
        this.skip();
      }
    });
    define.call(this);
  });
}
