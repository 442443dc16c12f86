import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** What runs a command of `onelayer`, and what it understands. */
export interface LoadedCommand {
  readonly run: (argv: readonly string[], signal: AbortSignal) => Promise<void>;
  readonly program: () => CommandUnknownOpts;
}
