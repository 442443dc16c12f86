import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, copyFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = path.join(__dirname, '../..');
const SERVER = path.join(ROOT, 'examples/service/server.js');

/** What `GET /health` says. */
export interface Health {
  readonly status: string;
  readonly model: {
    readonly version: string;
    readonly checksum: string;
    readonly classes: readonly string[];
    readonly features: number;
  };
  readonly refused: { readonly message: string; readonly at: string } | null;
  readonly swaps: number;
  readonly uptime: number;
  readonly requests: Readonly<Partial<Record<string, number>>>;
  readonly queue: { readonly rows: number; readonly limit: number };
  readonly backend: { readonly name: string; readonly threads: number };
}

/** Bytes, after a collection. */
export interface Memory {
  readonly rss: number;
  /** Of the heap, and of arrays outside of it. */
  readonly used: number;
}

/** The example in a process of its own, on a free port of 127.0.0.1. */
export class RunningService {
  /** All that it printed. */
  said = '';
  url = '';
  readonly exit: Promise<number | null>;

  private constructor(
    readonly model: string,
    readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    }
    this.exit = once(child, 'close').then(([code]) => code as number | null);
  }

  /** Starts `server.js MODEL ...options`, and waits until it listens. */
  static async start(model: string, ...options: string[]): Promise<RunningService> {
    const service = RunningService.launch(model, ...options);
    const listening = /listening at (http:\/\/127\.0\.0\.1:\d+)/;
    await Promise.race([
      until('the service listens', () => listening.test(service.said)),
      service.exit,
    ]);
    const match = listening.exec(service.said);
    if (match === null) throw new Error(`the service does not listen:\n${service.said}`);
    service.url = match[1];
    return service;
  }

  /** Likewise, without waiting. */
  static launch(model: string, ...options: string[]): RunningService {
    const child = fork(SERVER, [model, '--port', '0', ...options], {
      execArgv: ['--expose-gc', '-r', path.join(__dirname, 'say-memory.js')],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new RunningService(model, child);
  }

  async health(): Promise<Health> {
    return (await (await fetch(`${this.url}/health`)).json()) as Health;
  }

  predict(body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return fetch(`${this.url}/predict`, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Puts another file in the place of the model, by a rename. */
  replaceModel(by: string): void {
    copyFileSync(by, `${this.model}.next`);
    renameSync(`${this.model}.next`, this.model);
  }

  /** Likewise, and waits until its health is as expected. */
  async replaceModelUntil(by: string, what: string, holds: (health: Health) => boolean) {
    this.replaceModel(by);
    await until(what, async () => holds(await this.health()));
  }

  async memory(): Promise<Memory> {
    this.child.send('memory');
    const [memory] = (await once(this.child, 'message')) as [Memory];
    return memory;
  }

  /** Stops it as a service manager does; its exit code. */
  stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return this.exit;
  }
}

/** Waits until something holds, for half a minute at most. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(20);
  }
}
