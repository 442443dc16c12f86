/** `onelayer` in a process that says at its end, on standard error, which sources it has loaded. */
import path from 'node:path';
import { onelayerCommand } from '../../src/cli/onelayer/onelayer-command';
import { runCommand } from '../../src/cli/run-command';

void runCommand((signal) => onelayerCommand(process.argv, signal)).then(() => {
  for (const file of Object.keys(require.cache)) console.error(path.relative('.', file));
});
