import { OnelayerError } from '../errors';
import type { FunctionName } from './functions';

/**
 * How code of the user's own fails. `load`: the file can't be run; `missing`: it exports no such
 * function; `unwritten`: a function says that it is not written yet, or returns nothing; `threw`;
 * `result`: what it returns has the wrong shape or kind; `transposed`; `not finite`; `time`: it doesn't end; `ended`:
 * it ended its process.
 */
export type OwnFailure =
  | 'load'
  | 'missing'
  | 'unwritten'
  | 'threw'
  | 'result'
  | 'transposed'
  | 'not finite'
  | 'time'
  | 'ended';

/** A failure of code of the user's own. */
export class OwnCodeError extends OnelayerError {
  /**
   * @param failure   the kind of failure
   * @param functionName  the function that failed; null if the whole file did
   * @param fault     what is wrong, without the names of file and function
   * @param file      the file, as the user named it
   */
  constructor(
    readonly failure: OwnFailure,
    readonly functionName: FunctionName | null,
    readonly fault: string,
    file: string,
  ) {
    super('CODE_FAILED', `${file}: ${functionName === null ? '' : `${functionName}: `}${fault}`);
  }
}
