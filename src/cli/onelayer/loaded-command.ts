import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** A command of `onelayer`: its function, and the definition of its options. */
export interface LoadedCommand {
  readonly run: (argv: readonly string[], signal: AbortSignal) => Promise<void>;
  readonly program: () => CommandUnknownOpts;
}
