import type { Bounds, Rounds } from '../harness/interleave';
import { interleaveWithProgress } from '../harness/progress';
import { timedProcess } from '../harness/timed-process';
import { assertWholeOutput, type WholeCase } from './cases';

/** Compiles the commands to `dist/`, as the package is published. */
export async function build(signal: AbortSignal): Promise<void> {
  await timedProcess(
    { command: [process.execPath, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'] },
    signal,
  );
  await timedProcess({ command: [process.execPath, 'scripts/finish-build.js'] }, signal);
}

/**
 * Times whole processes in interleaved rounds, and checks the accuracies of each.
 *
 * Throws if a process fails, or its accuracies aren't the reference's.
 */
export function measureWhole(
  cases: readonly WholeCase[],
  epochs: number,
  bounds: Bounds,
): Promise<Rounds> {
  const contestants = cases.map(({ id, label, program, read }) => ({
    id,
    label,
    round: async () => {
      const { seconds, stdout } = await timedProcess(program, bounds.signal);
      const output = read(stdout);
      assertWholeOutput(label, output, epochs);
      return { seconds: [seconds], peakMemory: [output.peakMemory] };
    },
  }));
  return interleaveWithProgress('whole jobs', contestants, bounds);
}
