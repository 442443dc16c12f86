import { newProgram, type HelpEnd } from '../program/new-program';
import { print } from '../terminal/say';
import { ASSIGNMENT_FILES, CIFAR10_FILE_NAMES, fetchCifar10 } from '../../data';
import { fetchProgress } from '../progress/fetch-progress';
import { printable } from '../../errors';
import { howToCall } from '../how-to-call';
import { printJson } from '../print-json';
import type { LoadedCommand } from '../onelayer/loaded-command';

const CALL = howToCall('fetch-data');

const END: HelpEnd = {
  examples: [
    [CALL, 'what training needs: data_batch_1, data_batch_2 and test_batch'],
    [`${CALL} --all`, 'all six files'],
    [
      `${CALL} --data ~/Downloads/cifar-10-python.tar.gz`,
      'out of an archive that you have, without a network',
    ],
    [
      `ONELAYER_CACHE=/scratch/onelayer ${CALL}`,
      'into another folder; set the same variable for training',
    ],
  ],
};

function fetchDataProgram() {
  return newProgram(CALL, END)
    .description('Fetches CIFAR-10 into the cache. What is there already stays, and is checked.')
    .option('--all', 'fetch all six files', false)
    .option('--data <path>', 'take them from a folder with CIFAR-10, or from one of its archives')
    .option('--json', 'print the paths of the files as JSON, and nothing else', false)
    .option('--quiet', 'print only notices and errors', false);
}

/** Fetches the data set in advance, and prints where its files are. */
export async function fetchDataCommand(
  argv: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { all, data, json, quiet } = fetchDataProgram().parse(argv).opts();
  const { source, files } = await fetchCifar10({
    files: all ? CIFAR10_FILE_NAMES : ASSIGNMENT_FILES,
    from: data,
    signal,
    ...fetchProgress(quiet),
  });
  if (json) printJson({ source, files });
  if (json || quiet) return;
  print(`CIFAR-10 from ${printable(source)}:`);
  for (const { path, md5, fetched } of files) {
    print(`  ${printable(path)}  MD5 ${md5}  ${fetched ? 'fetched' : 'was there'}`);
  }
}

export const command: LoadedCommand = { run: fetchDataCommand, program: fetchDataProgram };
