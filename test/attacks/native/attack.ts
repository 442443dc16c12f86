import { expect } from 'chai';
import { startScript } from '../../support/run-bin';

const SEED = process.env.ONELAYER_ATTACK_SEED ?? '5';

/** How long each addon is attacked: more finds more, e.g. `ONELAYER_FUZZ_SECONDS=300`. */
const SECONDS = process.env.ONELAYER_FUZZ_SECONDS ?? '5';

interface Counts {
  readonly right: number;
  readonly refused: number;
  readonly taken: number;
}

/** Calls an addon with random arguments in a process of its own, which must end by itself. */
export async function attack(
  addon: string,
  guard: string | null,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const args = [addon, guard ?? 'none', SEED, SECONDS];
  const { outcome } = startScript('test/attacks/native/call-natively.ts', args, env);
  const { code, stdout, stderr } = await outcome;
  expect(code, stderr).to.equal(0);
  const counts = JSON.parse(stdout) as Counts;
  for (const count of Object.values(counts)) expect(count, stdout).to.be.above(50);
}
