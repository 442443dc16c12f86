import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnosis, Results } from '../../src/report';
import { describeWithAllOfCifar10 } from '../support/cifar10';
import { compilePackage } from '../support/compiled-package';
import { temporaryFolder } from '../support/temporary-folder';

const ROOT = path.join(__dirname, '../..');
const SAY_PEAK = path.join(ROOT, 'test/support/say-peak-memory.js');

/** The images of all batches are 184 MB as bytes, and 737 MB in float32. */
const MOST_MB = 400;

describeWithAllOfCifar10('the compiled commands on all batches of CIFAR-10', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();

  before('compile', compilePackage);

  /** Runs a command to its end; returns what it said, and how much memory it had at most, in MB. */
  function run(name: string, ...args: string[]) {
    const from = process.env.ONELAYER_TEST_DATA;
    const data = from === undefined ? [] : ['--data', from];
    const command = ['-r', SAY_PEAK, `dist/bin/${name}.js`, '--all-batches', ...data, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(status, stderr).to.equal(0);
    const [, peak] = /^peak memory: (\d+) kB$/m.exec(stderr)!;
    return { stdout, megabytes: Number(peak) / 1000 };
  }

  for (const report of [[], ['--no-report']]) {
    it(`trains within ${MOST_MB} MB ${report.join()}`.trim(), () => {
      const out = path.join(folder(), 'out');
      const options = ['--configuration', '2', '--epochs', '3', '--out', out, ...report];
      const { megabytes } = run('train', ...options);
      const { samples, runs } = JSON.parse(
        readFileSync(path.join(out, 'results.json'), 'utf8'),
      ) as Results;
      expect(samples).to.deep.equal({ training: 49_000, validation: 1000, test: 10_000 });
      expect(runs[0].test?.accuracy).to.be.within(0.38, 0.41);
      expect(megabytes).to.be.lessThan(MOST_MB);
    });
  }

  it('examines them', () => {
    const file = path.join(folder(), 'diagnosis.json');
    const options = ['--configuration', '2', '--epochs', '1', '--results', file];
    const { stdout } = run('doctor', ...options);
    expect(stdout).to.include('49,000 images of the training batches train, the last 1,000');
    const { data, findings } = JSON.parse(readFileSync(file, 'utf8')) as Diagnosis;
    expect(data.files).to.have.length(5);
    expect(findings.map(({ verdict }) => verdict)).to.not.include('failed');
    const balance = findings.find(({ check }) => check === 'label-balance')!;
    expect(balance.seen).to.include('training samples a class');
    const { fewest, most } = balance.figures;
    expect([fewest, most].every((count) => count > 4800 && count < 5000)).to.equal(true);
  });
});
