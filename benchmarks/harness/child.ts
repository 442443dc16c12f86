import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { packageFolder } from '../../src/files';

/** A program that answers each line of JSON on standard input with one on standard output. */
export interface Program {
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
}

/** A child's reply: the answer to a request, or an error. */
interface Reply {
  readonly answer?: unknown;
  readonly error?: string;
  /** The error's code, if it has one. */
  readonly code?: string;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

const LAST_CHARACTERS = 2000;

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** Ends a child with this process. */
export function endWithThisProcess(child: ChildProcess): void {
  alive.add(child);
  child.on('close', () => alive.delete(child));
}

/** One of our own TypeScript files as a program; ts-node without type checks runs what tsc writes. */
export function nodeProgram(script: string, ...args: string[]): Program {
  const file = path.join(packageFolder(), 'benchmarks', script);
  return {
    command: [process.execPath, '-r', 'ts-node/register/transpile-only', file, ...args],
  };
}

/**
 * A process that lives as long as its case, and works on request alone: between requests it waits for a
 * line, and uses no processor time.
 */
export class Child {
  private readonly child: ChildProcess;
  private readonly closed: Promise<void>;
  private waiting: Waiting | null = null;
  private stderr = '';
  private ended: Error | null = null;

  constructor(
    readonly name: string,
    { command: [file, ...args], env = {} }: Program,
    signal: AbortSignal,
  ) {
    this.child = spawn(file, args, {
      cwd: packageFolder(),
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      // Ctrl-C reaches the whole process group of a terminal; here, the parent ends its children.
      detached: process.platform !== 'win32',
    });
    endWithThisProcess(this.child);
    const stop = (): void => {
      this.child.kill('SIGKILL');
      this.end(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
    this.closed = new Promise((resolve) => {
      this.child.on('close', (code) => {
        signal.removeEventListener('abort', stop);
        this.end(new Error(`${name} ended with code ${String(code)}:\n${this.stderr.trim()}`));
        resolve();
      });
    });
    this.listen();
    if (signal.aborted) stop();
  }

  /** Sends a request, and waits for its answer. */
  ask<Prediction>(request: string, parameters: object = {}): Promise<Prediction> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.waiting) throw new Error(`${this.name} is busy`);
      if (this.ended) throw this.ended;
      this.waiting = { resolve, reject };
      this.child.stdin?.write(`${JSON.stringify({ request, ...parameters })}\n`);
    }) as Promise<Prediction>;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    this.child.stdin?.end();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 2000);
    await this.closed;
    clearTimeout(timer);
  }

  private listen(): void {
    const { stdout, stderr, stdin } = this.child;
    this.child.on('error', (error) => this.end(error));
    // Writing to a child that has ended fails; `close` has the reason.
    stdin?.on('error', () => undefined);
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-LAST_CHARACTERS);
    });
    if (stdout) createInterface({ input: stdout }).on('line', (line) => this.receive(line));
  }

  private receive(line: string): void {
    const waiting = this.waiting;
    this.waiting = null;
    const { answer, error, code } = JSON.parse(line) as Reply;
    if (error === undefined) waiting?.resolve(answer);
    else waiting?.reject(Object.assign(new Error(`${this.name}: ${error}`), { code }));
  }

  private end(reason: Error): void {
    this.ended ??= reason;
    this.waiting?.reject(this.ended);
    this.waiting = null;
  }
}
