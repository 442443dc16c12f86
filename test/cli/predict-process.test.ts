import { expect } from 'chai';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { npy } from '../support/data-files';
import type { Outcome } from '../support/run-bin';
import { ROOT, RUN_TYPESCRIPT } from '../support/run-typescript';
import { withoutFallback } from '../support/run-here';
import { saveClassifiers, type SavedClassifiers } from '../support/saved-classifiers';
import type { PredictionLine } from './prediction-line';

describe('onelayer predict, in a process,', function () {
  this.timeout(60_000);
  let folder: string;
  let saved: SavedClassifiers;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    saved = await saveClassifiers(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string): string => path.join(folder, name);
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(at(name), content);
    return at(name);
  };

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    NODE: process.execPath,
    MODEL: saved.flowers,
    PICTURES: saved.pictures,
  });

  const COMMAND = ['-r', RUN_TYPESCRIPT, path.join(ROOT, 'bin/onelayer.ts')];
  const FUNCTION = `onelayer() { "$NODE" ${COMMAND.map((word) => `"${word}"`).join(' ')} "$@"; }`;

  /** Runs a line of the shell, with something on standard input. */
  function run(line: string, input: string | Uint8Array = ''): Promise<Outcome> {
    const child = spawn('bash', ['-o', 'pipefail', '-c', `${FUNCTION}; ${line}`], {
      env: environment(),
    });
    child.stdin.end(input);
    return outcomeOf(child);
  }

  function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
    }
    return new Promise((resolve) => {
      child.on('close', (code) => resolve({ code, ...said, stderr: withoutFallback(said.stderr) }));
    });
  }

  it('reads CSV, NumPy’s arrays and images from standard input', async () => {
    const picture = await sharp({ create: { width: 4, height: 2, channels: 3, background: '#777' } }).png().toBuffer(); // prettier-ignore
    const [csv, array, image] = await Promise.all([
      run('onelayer predict "$MODEL" --json', '2,1\n-1,3\n'),
      run('onelayer predict "$MODEL" - --json', npy(Float64Array.of(2, 1), [2])),
      run('onelayer predict "$PICTURES" --top 1', picture),
    ]);
    const lines = csv.stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as PredictionLine); // prettier-ignore
    expect(lines.map((line) => [line.input, line.sample, line.label])).to.deep.equal([
      ['standard input', 0, 'rose'],
      ['standard input', 1, 'tulip'],
    ]);
    expect(JSON.parse(array.stdout)).to.include({ sample: 0, label: 'rose' });
    expect(image.stdout).to.match(/^class \d +\d+\.\d\d % {2}/);
    expect([csv.stderr, array.stderr, image.stderr]).to.deep.equal(['', '', '']);
  });

  it('ends quietly when `head` has seen enough', async () => {
    const many = write('many.csv', '2,1\n'.repeat(50_000));
    const { code, stdout, stderr } = await run(`onelayer predict "$MODEL" "${many}" | head -2`);
    expect(stdout.trimEnd().split('\n')).to.have.length(2);
    expect([code, stderr]).to.deep.equal([0, '']);
  });

  it('answers before its input ends, and stops at once with Ctrl-C', async () => {
    const child = spawn(process.execPath, [...COMMAND, 'predict', saved.flowers, '--json']);
    const outcome = outcomeOf(child);
    child.stdin.write('2,1\n-1,3\n');
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGINT');
    const { code, stdout, stderr } = await outcome;
    expect(JSON.parse(stdout.split('\n', 1)[0])).to.include({ sample: 0, label: 'rose' });
    expect([code, stderr]).to.deep.equal([130, '']);
  });
});
