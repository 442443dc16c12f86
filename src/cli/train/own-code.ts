import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { printable } from '../../errors';
import { OwnCode, trainingByOwnCode } from '../../exercise';
import type { OwnCodeUsed } from '../../report';
import type { Job } from '../../training';
import { refuseSeveral } from '../refuse-several';
import type { PlannedRun } from '../runs/run-options';
import { codeOutput } from '../terminal/code-output';
import { note, type Say } from '../terminal/say';

/** Runs with the code of the option `--code` loaded, which ends with it; with null if there is none. */
export async function withOwnCode<Result>(
  command: string,
  { code: file, seconds }: { readonly code?: string | undefined; readonly seconds: number },
  signal: AbortSignal,
  use: (code: OwnCode | null) => Promise<Result>,
): Promise<Result> {
  if (file === undefined) return use(null);
  refuseSeveral(`${command} --code`);
  const code = await OwnCode.open(file, { seconds, signal, onPrint: codeOutput(file) });
  try {
    return await use(code);
  } finally {
    code.close();
  }
}

/** How far standardised numbers may be apart by rounding. */
const ROUNDING = 1e-6;

/** Makes the runs that are planned for it be trained by code of one's own, and says so. */
export async function jobByOwnCode(
  job: Job,
  code: OwnCode,
  runs: readonly PlannedRun[],
  say: Say,
  signal: AbortSignal,
): Promise<{ readonly job: Job; readonly code: OwnCodeUsed }> {
  const { file } = code;
  const sum = createHash('sha256').update(await readFile(file));
  const own = runs.flatMap(({ trainer }, i) => (trainer === path.basename(file) ? [i] : []));
  const { job: made, used, standardisingError } = await trainingByOwnCode(job, own, code, signal);
  const functions = [...used];
  say(`code      ${printable(file)}: its ${functions.join(', ')}; beside it, onelayer's own`);
  if (standardisingError !== null && standardisingError > ROUNDING) {
    note(
      `${printable(file)}: standardise: its numbers are up to ${standardisingError.toPrecision(2)} from ` +
        '(x − μ) / σ, by which the curves are evaluated: doctor --code looks for the mistake',
    );
  }
  return {
    job: made,
    code: { file: path.basename(file), sha256: sum.digest('hex'), functions },
  };
}
