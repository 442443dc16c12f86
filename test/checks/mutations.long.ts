import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Finding } from '../../src/checks';
import type { Diagnosis } from '../../src/report';
import { itWithAddon } from '../support/addon';
import { describeWithCifar10 } from '../support/cifar10';

const ROOT = path.join(__dirname, '../..');

/** A line of the code changed, and the checks of which one at least must name it. */
interface Mutation {
  readonly title: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly caughtBy: string;
}

const mutation = (
  title: string,
  file: string,
  from: string,
  to: string,
  caughtBy: string,
): Mutation => ({ title, file: `src/${file}`, from, to, caughtBy });

const CROSS_ENTROPY = 'model/losses/cross-entropy.ts';
const PENALTY = 'model/weight-penalty.ts';
const STANDARDISER = 'data/standardiser.ts';
const PREPARED = 'training/prepared-data.ts';
const STEP = 'model/step-rule.ts';
const COMPOSED = 'model/passes/composed-passes.ts';

const MUTATIONS: readonly Mutation[] = [
  mutation('factor 2 dropped', PENALTY, '+= 2 * lambda', '+= lambda', 'penalty-gradient'),
  mutation('penalty halved', PENALTY, 'return lambda *', 'return 0.5 * lambda *', 'penalty-cost'),
  mutation('sign flipped', CROSS_ENTROPY, '- target)', '+ target)', 'gradient-definition'),
  mutation('mean forgotten', CROSS_ENTROPY, ')) / batchSize;', '));', 'gradient-definition'),
  mutation(
    'maximum not subtracted',
    'model/losses/softmax.ts',
    'Math.exp(S[at] - maximum)',
    'Math.exp(S[at])',
    'large-scores',
  ),
  mutation(
    'loss without its maximum',
    CROSS_ENTROPY,
    'Math.log(sum) - (S[row + y[i]] - S[best])',
    'Math.log(sum) - S[row + y[i]]',
    'loss-definition',
  ),
  mutation(
    'transposed product',
    'model/linear-scores.ts',
    'gemm(true, false, K, d, rows, 1, G, K, X, d, 1, weights, d)',
    'gemm(true, false, d, K, rows, 1, X, d, G, K, 1, weights, K)',
    'gradient-definition',
  ),
  mutation(
    'bias gradient without its last row',
    'model/linear-scores.ts',
    'for (let i = 0; i < rows; i++) {',
    'for (let i = 0; i < rows - 1; i++) {',
    'gradient-definition',
  ),
  mutation(
    'gradient added to the last one',
    COMPOSED,
    'gradients.values.fill(0);',
    '',
    'gradient-definition',
  ),
  mutation(
    'mean of a sample too many',
    'model/metrics/metrics.ts',
    'this.loss / this.samples',
    'this.loss / (this.samples + 1)',
    'loss-definition',
  ),
  mutation('mean not subtracted', STANDARDISER, '-mu / divisor[j]', '0', 'standardised-training'),
  mutation(
    'not divided by the deviation',
    STANDARDISER,
    '1 / (range * sigma)',
    '1 / range',
    'standardised-training',
  ),
  mutation(
    'validation by its own vectors',
    PREPARED,
    'seeing(validation, how',
    'seeing(validation, { ...how, standardiser: Standardiser.fit(validation) }',
    'standardised-validation',
  ),
  mutation('uphill', STEP, '-etas[m], gradient,', 'etas[m], gradient,', 'update-step'),
  mutation(
    'bias not updated',
    STEP,
    "['weights', 'bias'] as const",
    "['weights'] as const",
    'update-step',
  ),
  mutation(
    "an epoch's last mini-batch dropped",
    'training/solvers/sampler.ts',
    'if (parts.length > 0) yield this.shared(parts);',
    '',
    'update-epoch',
  ),
  mutation(
    'validation curve of the training data',
    'training/run.ts',
    'evaluating(job, validation, data.validation,',
    'evaluating(job, validation, data.rows,',
    'curves',
  ),
  mutation(
    'test data by their own vectors',
    PREPARED,
    'seeing(ordered, data',
    'seeing(set, { ...data, standardiser: Standardiser.fit(ordered) }',
    'curves',
  ),
];

const FUSED = 'model/passes/fused-passes.ts';

/** Likewise, where the native passes are called. */
const FUSED_MUTATIONS: readonly Mutation[] = [
  mutation(
    'penalty forgotten',
    FUSED,
    'lambdas: this.lambdas, weights',
    'lambdas: this.lambdas.map(() => 0), weights',
    'penalty-gradient',
  ),
  mutation(
    'last row left out',
    FUSED,
    'rows.count, false',
    'rows.count - 1, false',
    'gradient-definition',
  ),
  mutation(
    'intercept for slope',
    FUSED,
    'X, slope, intercept, mean, inverse, y, loss',
    'X, slope: intercept, intercept, mean, inverse, y, loss',
    'gradient-definition',
  ),
  mutation(
    'losses of other samples',
    'model/passes/evaluation-outputs.ts',
    'null ? losses[at]',
    'null ? losses[0]',
    'loss-definition',
  ),
];

/** Runs the doctor in a copy of the code with one line changed; the checks that failed. */
async function failedChecks(
  { file, from, to }: Mutation,
  backend: 'js' | 'openblas',
): Promise<string[]> {
  const copy = mkdtempSync(path.join(os.tmpdir(), 'onelayer mutated '));
  try {
    for (const part of ['src', 'bin', 'package.json', 'tsconfig.json', 'binding.d.ts'])
      cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true });
    for (const part of ['node_modules', 'build']) {
      symlinkSync(path.join(ROOT, part), path.join(copy, part));
    }
    const source = readFileSync(path.join(copy, file), 'utf8');
    expect(source.split(from), `${file} has the line once`).to.have.length(2);
    writeFileSync(
      path.join(copy, file),
      source.replace(from, () => to),
    );
    const { code, findings } = await runDoctor(copy, backend);
    const failed = findings.filter(({ verdict }) => verdict === 'failed');
    expect(code).to.equal(failed.length > 0 ? 1 : 0);
    return failed.map(({ check }) => check);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function runDoctor(
  folder: string,
  backend: 'js' | 'openblas',
): Promise<{ code: number; findings: readonly Finding[] }> {
  const results = path.join(folder, 'diagnosis.json');
  const args = ['-r', 'ts-node/register', 'bin/doctor.ts', '--configuration', '2'];
  args.push('--epochs', '1', '--quiet', '--results', results, '--backend', backend);
  const data = process.env.ONELAYER_TEST_DATA;
  if (data !== undefined) args.push('--data', data);
  const code = await new Promise<number>((resolve) => {
    const child = execFile(process.execPath, args, { cwd: folder }, () =>
      resolve(child.exitCode ?? -1),
    );
  });
  return { code, findings: (JSON.parse(readFileSync(results, 'utf8')) as Diagnosis).findings };
}

describeWithCifar10('bin/doctor.ts, where one line of the code is wrong', function () {
  this.timeout(120_000);
  for (const mutated of MUTATIONS) {
    it(`${mutated.title}: ${mutated.caughtBy} fails`, async () => {
      expect(await failedChecks(mutated, 'js')).to.include(mutated.caughtBy);
    });
  }
  for (const mutated of FUSED_MUTATIONS) {
    itWithAddon(`${mutated.title}, in native passes: ${mutated.caughtBy} fails`, async () => {
      expect(await failedChecks(mutated, 'openblas')).to.include(mutated.caughtBy);
    });
  }
});
