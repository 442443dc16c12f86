import { setTimeout as sleep } from 'node:timers/promises';

/** What `GET /health` says. */
export interface Health {
  readonly status: string;
  readonly model: { readonly version: string; readonly checksum: string };
  readonly refused: { readonly message: string; readonly at: string } | null;
  readonly swaps: number;
  readonly uptime: number;
  readonly requests: Readonly<Partial<Record<string, number>>>;
  readonly working: number;
  readonly queue: { readonly requests: number; readonly limit: number };
  readonly backend: { readonly name: string; readonly threads: number };
}

/** Waits until something holds, for half a minute at most. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await sleep(5);
  }
}
