import { rmSync } from 'node:fs';
import os from 'node:os';
import { messageOf } from '../../errors';
import { startLiveServer, type LiveServer } from '../server/live-server';

/** What the server is told. */
export interface Task {
  readonly folder: string;
  /** Whether the folder is removed at its end. */
  readonly isTemporary: boolean;
}

/** What the training's process is told: the address, or why there is none. */
export type Answer = { readonly url: string } | { readonly problem: string };

/** How long a page may stay away, e.g. to be loaded again, before the server of an ended training ends. */
const AWAY_MS = 30_000;

/** How long the server stays after the training at most, for pages that are left open. */
const LONGEST_MS = 600_000;

const LOOK_MS = 500;

/** Below that of the training. */
const PRIORITY = 10;

/**
 * Serves the pages of the training whose process has started this one. Once that has ended, the server
 * stays as long as a page is open or was a moment ago, but not for long.
 */
export function serveBeside(): void {
  // Ctrl-C reaches all processes of a terminal. The page is to show how the training ends.
  process.on('SIGINT', () => undefined);
  try {
    os.setPriority(PRIORITY);
  } catch {
    // It serves with the same priority, then.
  }
  let server: LiveServer | undefined;
  let task: Task | undefined;
  const end = async (): Promise<void> => {
    await server?.stop();
    if (task?.isTemporary) rmSync(task.folder, { recursive: true, force: true });
    process.exit();
  };
  process.once('message', (given: Task) => {
    task = given;
    void startLiveServer(given.folder).then(
      (started) => {
        server = started;
        answer({ url: started.url });
      },
      (error: unknown) => answer({ problem: messageOf(error) }),
    );
  });
  process.once('disconnect', () => linger(server, () => void end()));
  process.once('SIGTERM', () => void end());
}

function answer(what: Answer): void {
  process.send?.(what, () => {
    if ('problem' in what) process.exit();
  });
}

function linger(server: LiveServer | undefined, end: () => void): void {
  const until = Date.now() + LONGEST_MS;
  const look = (): void => {
    const now = Date.now();
    if (now < until && now - (server?.lastSeen ?? 0) < AWAY_MS) setTimeout(look, LOOK_MS);
    else end();
  };
  look();
}
