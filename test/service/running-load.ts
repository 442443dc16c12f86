import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { RUN_TYPESCRIPT } from '../support/run-typescript';
import type { LoadPlan, LoadResult } from './load-generator';

/** The load generator, in a process of its own. */
export class RunningLoad {
  private readonly child: ChildProcess;
  /** Once it is told to stop, or nothing answers any more. */
  readonly result: Promise<LoadResult>;

  constructor(folder: string, plan: LoadPlan) {
    const file = path.join(folder, 'load.json');
    writeFileSync(file, JSON.stringify(plan));
    const execArgv = ['-r', RUN_TYPESCRIPT];
    this.child = fork(path.join(__dirname, 'load-generator.ts'), [file], { execArgv });
    this.result = Promise.race([
      once(this.child, 'message').then(([result]) => result as LoadResult),
      once(this.child, 'exit').then(([code]) => {
        throw new Error(`the load generator ended without a result: exit code ${String(code)}`);
      }),
    ]);
    // Looked at when the load is stopped; until then it is no unhandled one.
    this.result.catch(() => undefined);
  }

  stop(): Promise<LoadResult> {
    this.child.send('stop');
    return this.result;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
