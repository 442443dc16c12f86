import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { assertInteger, OnelayerError, printable } from '../../errors';
import { jsonText } from '../../files';
import type { LiveTraining } from '../../live';
import { startLiveServer } from '../../live/server/live-server';
import { count } from '../../report';
import { integerFrom } from '../../training';
import { howToCall } from '../how-to-call';
import type { LoadedCommand } from '../onelayer/loaded-command';
import { newProgram, type HelpEnd } from '../program/new-program';
import { EXIT } from '../run-command';
import { print } from '../terminal/say';

const CALL = howToCall('watch');

const END: HelpEnd = {
  examples: [
    [CALL, 'all trainings in runs/ that were begun with --live'],
    [`${CALL} runs/2026-11-23-141503`, 'one of them, e.g. after a crash'],
    [`${CALL} best --port 8081`, 'at a port of your own, e.g. to forward it by SSH'],
  ],
  more: [
    'The page is for this machine alone. Its address has a secret in it: who knows it may look on, and ' +
      'stop the training.',
  ],
  exitCodes: '0 stopped by Ctrl-C or SIGTERM, 1 failed, 2 wrong usage',
};

/** Milliseconds between two looks for trainings. */
const LOOK_MS = 2000;

const HIGHEST_PORT = 65_535;

function portFrom(text: string): number {
  const port = integerFrom(0)('--port', text);
  assertInteger('--port', port, 0, HIGHEST_PORT);
  return port;
}

export function watchProgram() {
  return newProgram(CALL, END)
    .description('Shows trainings on a page in the browser, while they run or after.')
    .argument('[folder]', 'of a training with --live, or one with several such below it', 'runs')
    .option(
      '--port <number>',
      'where to listen; 0 for a free one (default: as last time, or a free one)',
      portFrom,
    )
    .option('--json', 'print what happens as JSON, an event on each line', false);
}

/** Serves the pages of the trainings in a folder until Ctrl-C or SIGTERM, and says what they do. */
async function watchCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const program = watchProgram().parse(argv);
  const [folder] = program.processedArgs;
  const { json, port } = program.opts();
  assertFolder(folder);
  const server = await startLiveServer(folder, port);
  const tell = json ? (event: object) => console.log(jsonText(event)) : sayEvent;
  try {
    const { url } = server;
    tell({ event: 'listening', url });
    await follow(() => server.look(), tell, signal);
  } finally {
    await server.stop();
  }
  // It served until it was told to stop: that is all it had to do.
  process.exitCode = EXIT.ok;
}

function assertFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new OnelayerError(
    'FILE_INVALID',
    `${folder}: expected a folder of trainings, got none: begin one with ${howToCall('train')} --live`,
  );
}

type WatchEvent =
  | { readonly event: 'listening'; readonly url: string }
  | ({ readonly event: 'training' } & Pick<
      LiveTraining,
      'folder' | 'command' | 'phase' | 'ending' | 'runs'
    >);

/** Tells of each training when it is found, and whenever its phase has changed. */
async function follow(
  look: () => Promise<readonly LiveTraining[]>,
  tell: (event: WatchEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const known = new Map<string, string>();
  while (!signal.aborted) {
    for (const { id, folder, command, phase, ending, runs } of await look()) {
      if (known.get(id) === phase) continue;
      known.set(id, phase);
      tell({ event: 'training', folder, command, phase, ending, runs });
    }
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

const PHASES = {
  training: 'trains',
  silent: 'gives no sign of life',
} as const;

function sayEvent(event: WatchEvent): void {
  if (event.event === 'listening') {
    // Unbroken, to be copied from a narrow terminal too.
    print(`live      ${event.url}`, { asIs: true });
    return;
  }
  const { folder, phase, ending = '', runs } = event;
  const what = phase === 'ended' ? `has ended: ${ENDINGS[ending] ?? ending}` : PHASES[phase];
  print(`${printable(folder)} (${count(runs, 'run')}) ${what}`);
}

const ENDINGS: Readonly<Partial<Record<string, string>>> = {
  finished: 'all epochs are trained',
  early: 'by early stopping',
  converged: 'at the optimum',
  asked: 'on request',
  interrupted: 'interrupted',
  failed: 'it failed',
};

export const command: LoadedCommand = { run: watchCommand, program: watchProgram };
