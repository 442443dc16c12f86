import { printable } from './printable';

/**
 * What a warning is about, for programs; the message explains it to people.
 *
 * @category Errors
 */
export type WarningCode =
  /** A column of features looks like the samples' numbers or names. */
  | 'INDEX_COLUMN'
  /** A file has columns that are no features of the training set. They were left out. */
  | 'IGNORED_COLUMN'
  /** A folder has files or folders that were left out, being no pictures. */
  | 'SKIPPED_FILES'
  /** The labels have improbably many classes, as numbers to be estimated have. */
  | 'MANY_CLASSES'
  /** Classes differ by case or blanks alone. */
  | 'ALIKE_CLASSES'
  /** A training has ended with parameters that are not finite. */
  | 'DIVERGED'
  /** A temperature is at the bound of its search: the samples don't determine it. */
  | 'TEMPERATURE_AT_BOUND'
  /** The chosen value of a search is the smallest or largest: a better one may lie beyond. */
  | 'EDGE_OF_RANGE'
  /** The native addon can't be loaded; plain JavaScript computes in its place. Once in a process. */
  | 'PLAIN_JAVASCRIPT';

type Listener = (message: string, code: WarningCode) => void;

/** The `name` of every warning. */
const TYPE = 'OnelayerWarning';

const emit: Listener = (message, code) => process.emitWarning(message, { type: TYPE, code });

let listener: Listener = emit;

/**
 * Warns of what is allowed, and probably a mistake: of a program by Node's event `warning`, of a
 * command as a line on standard error.
 *
 * @param message  one line that names the argument or file, and says what to do
 */
export function warn(code: WarningCode, message: string): void {
  listener(printable(message), code);
}

/** Hands all warnings to a command, null: to the process again. */
export function listenToWarnings(by: Listener | null): void {
  listener = by ?? emit;
}
