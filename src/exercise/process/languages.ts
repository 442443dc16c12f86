import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { argumentError, OnelayerError } from '../../errors';
import { packageFolder } from '../../files';
import { LANGUAGE_ENDINGS, type Language } from '../functions';

/** A command that starts a process for the user's code. */
export interface HostCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** Returns the language of a file. Throws a RangeError if its ending says none. */
export function languageOf(file: string): Language {
  const language = LANGUAGE_ENDINGS[path.extname(file).toLowerCase()] as Language | undefined;
  if (language !== undefined) return language;
  throw argumentError(RangeError, 'the code', 'a file that ends in .js, .ts or .py', file);
}

/** Returns the command that starts a process for code in a language. */
export function hostCommand(language: Language): HostCommand {
  const folder = path.join(hostFolder(), 'host');
  if (language === 'python') {
    // No compiled copies of files beside them; what is printed is shown at once.
    return { program: python(), args: ['-B', '-u', path.join(folder, 'host.py')] };
  }
  const flags = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'];
  return { program: process.execPath, args: [...flags, path.join(folder, 'host.js')] };
}

/** The folder of this room, as a source and compiled; a bundle doesn't have it. */
function hostFolder(): string {
  packageFolder('code of your own');
  return path.join(__dirname, '..');
}

/** Python's interpreter. Throws if there is none. */
function python(): string {
  const named = process.env.ONELAYER_PYTHON;
  const programs = named ? [named] : ['python3', 'python'];
  const found = programs.find((program) => {
    const { status } = spawnSync(program, ['--version'], { timeout: 10_000, windowsHide: true });
    return status === 0;
  });
  if (found !== undefined) return found;
  throw new OnelayerError(
    'PACKAGE_MISSING',
    `${programs.join(' and ')} can't be run: install Python 3, or name its interpreter in ONELAYER_PYTHON`,
  );
}
