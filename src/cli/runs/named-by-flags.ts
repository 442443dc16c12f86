import { argumentFault, isArgumentError } from '../../errors';

/** A setting's name in the library, and its option on the command line: `side` and `--patch-side`. */
export type Flag = readonly [name: string, flag: string];

/** The name that the message of an invalid argument begins with. */
const NAMED = /^(?<name>\w+)(?=: )/;

/**
 * Does what takes settings of the command line. An error that names one of them by its name in the library
 * names its option instead.
 */
export async function namedByFlags<Result>(
  flags: readonly Flag[],
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const name = isArgumentError(error) ? NAMED.exec(error.message)?.groups?.name : undefined;
    const flag = flags.find(([own]) => own === name)?.[1];
    if (name === undefined || flag === undefined) throw error;
    const kind = error instanceof TypeError ? TypeError : RangeError;
    throw argumentFault(kind, flag + (error as Error).message.slice(name.length));
  }
}
