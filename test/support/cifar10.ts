import type { Suite } from 'mocha';
import type { RunData } from '../../src/cli/runs/run-data';
import {
  ASSIGNMENT_FILES,
  CIFAR10_FILE_NAMES,
  loadCifar10,
  type LoadedCifar10,
} from '../../src/data';

type AssignmentFiles = LoadedCifar10<(typeof ASSIGNMENT_FILES)[number]>;

/** Fetching 139 MB may take this long. */
const FETCHING_TIMEOUT_MS = 600_000;

let loading: Promise<AssignmentFiles> | undefined;

/**
 * The real CIFAR-10, loaded once: from the folder or archive in ONELAYER_TEST_DATA, else from the
 * cache, else from the network.
 */
export function cifar10(): Promise<AssignmentFiles> {
  loading ??= loadCifar10({ files: ASSIGNMENT_FILES, from: process.env.ONELAYER_TEST_DATA });
  return loading;
}

/** Its training, validation and test sets in the assignment's runs. */
export async function cifar10Assignment(): Promise<RunData> {
  const { sets } = await cifar10();
  const { data_batch_1: training, data_batch_2: validation, test_batch: test } = sets;
  return { training, validation, test };
}

/** Makes sure that all six files are there for another process. */
async function allFiles(): Promise<void> {
  await loadCifar10({ files: CIFAR10_FILE_NAMES, from: process.env.ONELAYER_TEST_DATA });
}

/** A suite that needs the real CIFAR-10: without it, skipped, or failed if ONELAYER_STRICT is 1. */
export function describeWithCifar10(title: string, define: (this: Suite) => void): void {
  describeWith(title, cifar10, define);
}

/** A suite that needs all six files; fetches missing ones into the cache. */
export function describeWithAllOfCifar10(title: string, define: (this: Suite) => void): void {
  describeWith(title, allFiles, define);
}

function describeWith(
  title: string,
  load: () => Promise<unknown>,
  define: (this: Suite) => void,
): void {
  describe(title, function () {
    before('load CIFAR-10', async function () {
      this.timeout(FETCHING_TIMEOUT_MS);
      try {
        await load();
      } catch (error) {
        if (process.env.ONELAYER_STRICT === '1') throw error;
        console.log(`skipped "${title}": ${(error as Error).message}`);
        this.skip();
      }
    });
    define.call(this);
  });
}
