import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, copyFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, RUN_TYPESCRIPT } from '../support/run-typescript';
import { until, type Health } from './health';

/** Bytes, after a collection. */
export interface Memory {
  readonly rss: number;
  /** Of the heap, and of arrays outside of it. */
  readonly used: number;
}

/** `onelayer serve` in a process of its own, on a free port of 127.0.0.1. */
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

  /** Starts `onelayer serve MODEL ...options`, and waits until it listens. */
  static async start(model: string, ...options: string[]): Promise<RunningService> {
    const service = RunningService.launch(model, ...options);
    const listening = /"url":"(http:\/\/127\.0\.0\.1:\d+)"/;
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
    const args = ['serve', model, '--port', '0', '--json', ...options];
    const sayMemory = path.join(__dirname, 'say-memory.js');
    const child = fork(path.join(ROOT, 'bin/onelayer.ts'), args, {
      execArgv: ['--expose-gc', '-r', RUN_TYPESCRIPT, '-r', sayMemory],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return new RunningService(model, child);
  }

  async health(): Promise<Health> {
    return (await (await fetch(`${this.url}/health`)).json()) as Health;
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
