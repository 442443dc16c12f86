import { Argument } from '@commander-js/extra-typings';
import type { ListedEntry } from '../../files';
import { howToCall } from '../how-to-call';
import type { LoadedCommand } from '../onelayer/loaded-command';
import { printJson } from '../print-json';
import { newProgram, type HelpEnd } from '../program/new-program';
import { endAtOnce } from '../run-command';
import { print } from '../terminal/say';
import { cachedText, clearedText } from './cache-text';
import { cachedData, clearCache } from './cached-data';

const CALL = howToCall('cache');

const END: HelpEnd = {
  examples: [
    [CALL, 'what large files were parsed to, with sizes and ages, and what was downloaded'],
    [`${CALL} clear`, 'removes what was parsed; a file that a process uses stays'],
    [`${CALL} clear --fetched`, 'removes downloaded data too'],
  ],
  more: ['What was removed is parsed or fetched anew when it is needed.'],
};

function cacheProgram() {
  return newProgram(CALL, END)
    .description('Shows or clears the cache of parsed files and downloaded data.')
    .addArgument(
      new Argument('[what]', 'what to do')
        .choices(['list', 'clear'] as const)
        .default('list' as const),
    )
    .option('--fetched', 'with clear: remove downloaded data too', false)
    .option('--json', 'print it as JSON, and nothing else', false);
}

/** Lists what the cache has, or clears it. */
async function cacheCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  endAtOnce(signal);
  const program = cacheProgram().parse(argv);
  const [what] = program.processedArgs;
  const { fetched, json } = program.opts();
  if (fetched && what !== 'clear') {
    program.error("error: '--fetched' is an option of 'clear'");
  }
  if (what === 'clear') {
    const cleared = await clearCache(fetched);
    const { removed, kept } = cleared;
    if (json) printJson({ ...cleared, removed: removed.map(recordOf), kept: kept.map(recordOf) });
    else print(clearedText(cleared));
    return;
  }
  const found = await cachedData();
  if (json) printJson({ ...found, parsed: found.parsed.map(recordOf) });
  else print(cachedText(found));
}

/** An entry without what only its reader needs. */
function recordOf({ facts, file, isUsed, size }: ListedEntry): object {
  return {
    ...{ file, size, isUsed },
    source: facts?.source.path ?? null,
    what: facts?.words ?? null,
    made: facts === null ? null : new Date(facts.made).toISOString(),
  };
}

export const command: LoadedCommand = { run: cacheCommand, program: cacheProgram };
