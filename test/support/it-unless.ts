import type { AsyncFunc } from 'mocha';

/** A test that can't run everywhere: skipped, with the reason in its title, where there is one. */
export function itUnless(reason: string | null, title: string, body: AsyncFunc): void {
  if (reason === null) it(title, body);
  else it.skip(`${title} (${reason})`);
}
