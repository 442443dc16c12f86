import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { FrameReader, writeFrame, type Frame, type Header } from './frames';
import type { HostCommand } from './languages';

/** How a process ended before it had answered. */
export type HostEnd =
  | { readonly kind: 'time' }
  /** What came was no message. */
  | { readonly kind: 'garbled' }
  | { readonly kind: 'ended'; readonly code: number | null; readonly signal: string | null }
  | { readonly kind: 'not started'; readonly message: string };

/** Thrown to whoever waits for the answer of a process that has ended. */
export class HostEnded extends Error {
  constructor(readonly end: HostEnd) {
    super('the process has ended');
  }
}

interface Waiting {
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: (done: number) => void;
  readonly timer: NodeJS.Timeout;
}

/** A process that runs the user's code, and answers one message at a time. */
export class HostProcess {
  readonly #process: ChildProcess;
  readonly #channel: Duplex;
  #waiting: Waiting | null = null;
  #end: HostEnd | null = null;

  /** @param onPrint  takes what the user's code prints */
  constructor({ program, args }: HostCommand, onPrint: (text: string) => void) {
    this.#process = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.#channel = this.#process.stdio[3] as Duplex;
    const reader = new FrameReader((frame) => this.#take(frame));
    this.#channel
      .on('data', (piece: Uint8Array) => this.#read(reader, piece))
      // Of a process that has ended: its end says more.
      .on('error', () => undefined);
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', onPrint);
    }
    const kill = (): void => this.kill();
    process.once('exit', kill);
    this.#process
      .on('error', ({ message }) => this.#endWith({ kind: 'not started', message }))
      // Until then, what it has printed may still be on its way.
      .on('close', (code, signal) => {
        process.off('exit', kill);
        this.#endWith({ kind: 'ended', code, signal });
      });
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  /**
   * Sends a message, and waits for its answer. A process that says nothing for too long is killed.
   *
   * @throws HostEnded
   */
  async ask(
    header: Header,
    parts: readonly Float64Array[],
    seconds: number,
    onProgress: (done: number) => void = () => undefined,
  ): Promise<Frame> {
    const answer = this.answer(seconds, onProgress);
    // It may never take the rest of a message: whoever waits for its answer hears of its end.
    await Promise.race([writeFrame(this.#channel, header, parts), answer]);
    return answer;
  }

  /** Waits for the next answer. */
  answer(seconds: number, onProgress: (done: number) => void = () => undefined): Promise<Frame> {
    return new Promise((resolve, reject) => {
      if (this.#end !== null) {
        reject(new HostEnded(this.#end));
        return;
      }
      const timer = setTimeout(() => this.#giveUp({ kind: 'time' }), 1000 * seconds);
      this.#waiting = { resolve, reject, onProgress, timer };
    });
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #giveUp(end: HostEnd): void {
    this.#endWith(end);
    this.kill();
  }

  #read(reader: FrameReader, piece: Uint8Array): void {
    try {
      reader.add(piece);
    } catch {
      this.#giveUp({ kind: 'garbled' });
    }
  }

  #take(frame: Frame): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    if (typeof frame.header.done === 'number') {
      waiting.timer.refresh();
      waiting.onProgress(frame.header.done);
      return;
    }
    clearTimeout(waiting.timer);
    this.#waiting = null;
    waiting.resolve(frame);
  }

  #endWith(end: HostEnd): void {
    this.#end ??= end;
    const waiting = this.#waiting;
    if (waiting === null) return;
    clearTimeout(waiting.timer);
    this.#waiting = null;
    waiting.reject(new HostEnded(this.#end));
  }
}
