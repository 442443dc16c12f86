import type { Suite } from 'mocha';
import { ASSIGNMENT_FILES } from '../../src/cli/assignment-data';
import { CIFAR10_FILE_NAMES, loadCifar10, type LoadedCifar10 } from '../../src/data';
import type { RunData } from '../../src/training';

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

/** Its parts in the assignment's runs. */
export async function cifar10Assignment(): Promise<RunData> {
  const { sets } = await cifar10();
  return {
    training: sets.data_batch_1,
    validation: sets.data_batch_2,
    test: sets.test_batch,
  };
}

/** All six files, found to be there for a process that loads them; nothing of them is kept. */
async function allFiles(): Promise<void> {
  await loadCifar10({ files: CIFAR10_FILE_NAMES, from: process.env.ONELAYER_TEST_DATA });
}

/**
 * A suite that needs the real CIFAR-10: skipped with the reason when it can't be had, a failure
 * instead when ONELAYER_STRICT is 1.
 */
export function describeWithCifar10(title: string, define: (this: Suite) => void): void {
  describeWith(title, cifar10, define);
}

/** Likewise, a suite that needs all six files; the cache gets what it lacks. */
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
