import path from 'node:path';

/** The commands that have a file of their own in `bin/`. */
const WITH_A_FILE = ['check-gradients', 'doctor', 'fetch-data', 'report', 'train'];

/**
 * Returns how to call a command in the way this process was called: `npx ts-node bin/train.ts`,
 * `npx ts-node bin/onelayer.ts train`, or `onelayer train`.
 *
 * @param script  the script that Node runs
 */
export function howToCall(command: string, script = process.argv.at(1) ?? ''): string {
  const { name, ext } = path.parse(script);
  if (ext !== '.ts') return `onelayer ${command}`;
  const isOwn = name !== 'onelayer' && WITH_A_FILE.includes(command);
  return isOwn ? `npx ts-node bin/${command}.ts` : `npx ts-node bin/onelayer.ts ${command}`;
}
