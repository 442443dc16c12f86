import type { AsyncFunc, Func } from 'mocha';

/** A test that can't run everywhere: skipped, with the reason in its title, where there is one. */
export function itUnless(reason: string | null, title: string, body: Func | AsyncFunc): void {
  if (reason === null) it(title, body as AsyncFunc);
  else it.skip(`${title} (${reason})`);
}
