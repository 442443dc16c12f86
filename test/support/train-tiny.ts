/** `bin/train.ts` in a world of the tiny data set, which must be in the cache. */
import { runCommand } from '../../src/cli/run-command';
import { trainCommand } from '../../src/cli/train/train-command';
import { TINY } from './tiny-cifar10';

void runCommand((signal) => trainCommand(process.argv, signal, { edition: TINY, sources: [] }));
