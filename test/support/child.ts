import { startScript, type RunningScript } from './run-bin';

/** Starts `test/support/NAME.ts`. */
export function startChild(name: string, ...args: string[]): RunningScript {
  return startScript(`test/support/${name}.ts`, args);
}

/** Waits until a condition holds. Fails after ten seconds. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
