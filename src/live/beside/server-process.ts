import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Answer, Task } from './serve-beside';

/** How long a training waits for its page's address. */
const PATIENCE_MS = 20_000;

/** The process that serves the pages of a training. Whatever becomes of it, the training goes on. */
export class ServerProcess {
  readonly #child: ChildProcess;
  /** The address of the pages; rejected with a reason if there is none. */
  readonly url: Promise<string>;

  /**
   * @param isTemporary  whether the server removes the folder at its end
   * @param onEnd        called when it has ended by itself, after it had an address
   */
  constructor(folder: string, isTemporary: boolean, onEnd: () => void) {
    this.#child = fork(path.join(__dirname, 'server-child.js'), {
      execArgv: [],
      // Whoever reads what this program prints is not to wait for the server's end.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.url = addressOf(this.#child);
    this.url.then(
      () => this.#child.on('exit', onEnd),
      // Told by whoever waits for it.
      () => this.#child.kill('SIGKILL'),
    );
    const task: Task = { folder, isTemporary };
    this.#child.send(task, () => undefined);
    this.#child.unref();
    this.#child.channel?.unref();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Leaves it to itself: it ends when its pages are closed. */
  leave(): void {
    this.#child.removeAllListeners('exit');
    if (this.#child.connected) this.#child.disconnect();
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => reject(new Error(why));
    const timer = setTimeout(
      () => refuse(`it took more than ${PATIENCE_MS / 1000} s`),
      PATIENCE_MS,
    );
    child.once('message', (answer: Answer) => {
      clearTimeout(timer);
      if ('url' in answer) resolve(answer.url);
      else refuse(answer.problem);
    });
    child.once('error', ({ message }) => refuse(message));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      refuse(`its process ended (${signal ?? code})`);
    });
  });
}
