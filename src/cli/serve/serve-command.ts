import { once } from 'node:events';
import { selectBackend } from '../../backend';
import { jsonText } from '../../files';
import { startService, type ServiceEvent } from '../../service';
import type { LoadedCommand } from '../onelayer/loaded-command';
import { EXIT } from '../run-command';
import { noteFallback } from '../say-backend';
import { note, print, printError } from '../terminal/say';
import { eventText } from './event-text';
import { serveProgram } from './serve-options';

/** Serves a classifier over HTTP until Ctrl-C or SIGTERM; SIGHUP looks at the model's file at once. */
async function serveCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const program = serveProgram().parse(argv);
  const [file] = program.processedArgs;
  const { json, backend: choice, threads, ...options } = program.opts();
  const backend = selectBackend({ backend: choice, threads });
  noteFallback(choice, backend.report);
  const onEvent = json ? printEvent : sayEvent;
  const service = await startService(file, { ...options, backend, onEvent });
  const reload = (): void => void service.reload();
  process.on('SIGHUP', reload);
  try {
    if (!signal.aborted) await once(signal, 'abort');
    await service.stop();
  } finally {
    process.off('SIGHUP', reload);
  }
  // It served until it was told to stop: that is all it had to do.
  process.exitCode = EXIT.ok;
}

function printEvent(event: ServiceEvent): void {
  console.log(jsonText(event));
  noteExposure(event);
}

/** What goes wrong goes to standard error. */
function sayEvent(event: ServiceEvent): void {
  const isWrong = event.event === 'refused' || event.event === 'failed';
  if (isWrong) printError(eventText(event));
  else print(eventText(event));
  noteExposure(event);
}

function noteExposure(event: ServiceEvent): void {
  if (event.event !== 'listening' || !event.exposed) return;
  note(
    'other machines can reach this address, and the service has no access control: ' +
      'put it behind something that has',
  );
}

export const command: LoadedCommand = { run: serveCommand, program: serveProgram };
