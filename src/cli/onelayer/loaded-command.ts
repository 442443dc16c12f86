import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** A command of `onelayer`. */
export interface Subcommand {
  readonly name: string;
  readonly summary: string;
  /** Loads the modules of this command alone. */
  readonly load: () => LoadedCommand;
}

/** A command whose modules are loaded. */
export interface LoadedCommand {
  readonly run: (argv: readonly string[], signal: AbortSignal) => Promise<void>;
  /** Its arguments and options. */
  readonly program: () => CommandUnknownOpts;
}
