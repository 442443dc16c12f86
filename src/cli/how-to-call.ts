import path from 'node:path';
import { shellWord } from '../report/text/shell-word';

/** The commands that have a file of their own in `bin/`. */
const WITH_A_FILE = ['check-gradients', 'doctor', 'fetch-data', 'report', 'train'];

/** How this process was started. */
export interface Start {
  /** The script that Node runs. */
  readonly script: string;
  /** What npm runs: `npx`, or the name of a script in `package.json`, e.g. `start`. */
  readonly event?: string | undefined;
}

function thisStart(): Start {
  return { script: process.argv.at(1) ?? '', event: process.env.npm_lifecycle_event };
}

/**
 * Returns how to call a command in the way this process was called: `npx ts-node bin/train.ts`,
 * `npx ts-node bin/onelayer.ts train`, `npx onelayer train`, or `onelayer train`.
 */
export function howToCall(command: string, { script, event }: Start = thisStart()): string {
  const { name, ext } = path.parse(script);
  if (ext !== '.ts') return `${event === 'npx' ? 'npx ' : ''}onelayer ${command}`;
  const isOwn = name !== 'onelayer' && WITH_A_FILE.includes(command);
  return isOwn ? `npx ts-node bin/${command}.ts` : `npx ts-node bin/onelayer.ts ${command}`;
}

/** Returns how this process was called, without its options: as `howToCall`, or `npm start --`. */
export function calledAs(
  command: string,
  words: readonly string[],
  start: Start = thisStart(),
): string {
  const isNpmStart = start.event === 'start' && path.basename(start.script) === 'train.ts';
  if (!isNpmStart) return howToCall(command, start);
  return words.length === 0 ? 'npm start' : 'npm start --';
}

/** Returns a command line to paste into a shell: this process's with these words. */
export function typedCommand(command: string, words: readonly string[], start?: Start): string {
  return [calledAs(command, words, start), ...words.map(shellWord)].join(' ');
}

/**
 * Returns the command line that goes on with a training: this process's, resuming from the file.
 *
 * @param words  the words after the command
 */
export function resumingCommand(
  command: string,
  words: readonly string[],
  file: string,
  start?: Start,
): string {
  const others = words.filter(
    (word, i) =>
      word !== '--resume' && words.at(i - 1) !== '--resume' && !word.startsWith('--resume='),
  );
  return typedCommand(command, [...others, '--resume', file], start);
}
