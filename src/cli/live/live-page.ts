import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { messageOf, printable } from '../../errors';
import { assertLivePackages, LiveRecorder, ServerProcess, type LiveEnding } from '../../live';
import { makeFolder } from '../../report';
import { shellWord } from '../../report/text/shell-word';
import { howToCall } from '../how-to-call';
import { note, printError, type Say } from '../terminal/say';

/** The options that a live page depends on. */
export interface LiveOptions {
  readonly live: boolean;
  /** The folder of the training; without one, the page has a temporary one. */
  readonly out?: string | undefined;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** The live page of a command: what is written down, and the server that shows it. */
export class LivePage {
  readonly recorder: LiveRecorder;
  /** How the training has ended, if it isn't interrupted or fails. */
  ending: LiveEnding = 'finished';
  /** The report that it ended with. */
  report: string | null = null;
  readonly #server: ServerProcess;
  #isAnnounced = false;

  /** @param command  the command line. @throws OnelayerError PACKAGE_MISSING; NOT_WRITABLE */
  constructor(
    private readonly options: LiveOptions,
    command: string,
  ) {
    assertLivePackages();
    const { out } = options;
    const folder =
      out === undefined ? mkdtempSync(path.join(os.tmpdir(), 'onelayer-live-')) : makeFolder(out);
    this.recorder = new LiveRecorder(folder, command, note);
    this.#server = new ServerProcess(folder, out === undefined, () => {
      const again = `${howToCall('watch')} ${shellWord(folder)}`;
      note(`the server of the live page has ended; the training goes on: ${again} shows it again`);
    });
  }

  /** Says where the page is, once the server is there; once, also where a search trains the best later. */
  async announce(say: Say): Promise<void> {
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    const { quiet, json } = this.options;
    try {
      const url = await this.#server.url;
      if (quiet || json) printError(`live page: ${url}`);
      // Unbroken, to be copied from a narrow terminal too.
      else say(`live      ${url}`, { asIs: true });
    } catch (error) {
      note(`there is no live page: ${printable(messageOf(error))}`);
    }
  }

  /** Writes the end, and leaves the server to itself. */
  async end(ending: LiveEnding): Promise<void> {
    const { report } = this;
    const isBeside =
      report !== null && path.dirname(path.resolve(report)) === path.resolve(this.recorder.folder);
    await this.recorder.end(ending, isBeside ? path.basename(report) : null);
    this.#server.leave();
  }
}

/** How a command was called, and the page that shows it, if any. */
export interface ShownCall {
  readonly words: readonly string[];
  readonly live: LivePage | null;
}

/**
 * Runs work with a live page, if there is to be one, and writes its end into the journal, however it
 * comes.
 *
 * @param command  the command line
 */
export async function withLivePage<Result>(
  options: LiveOptions,
  command: string,
  signal: AbortSignal,
  work: (live: LivePage | null) => Promise<Result>,
): Promise<Result> {
  if (!options.live) return work(null);
  const live = new LivePage(options, command);
  let ending: LiveEnding = 'failed';
  try {
    const result = await work(live);
    ({ ending } = live);
    return result;
  } finally {
    await live.end(signal.aborted ? 'interrupted' : ending);
  }
}
