import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { RUN_TYPESCRIPT } from '../support/run-typescript';
import { saveClassifiers } from '../support/saved-classifiers';
import { temporaryFolder } from '../support/temporary-folder';

describe('the commands that use a classifier, without the addon,', () => {
  const folder = temporaryFolder();

  function run(...args: string[]) {
    const preloaded = ['-r', './test/support/without-addon.js', '-r', RUN_TYPESCRIPT];
    const env = { ...process.env, ONELAYER_STRICT: '' };
    return spawnSync(process.execPath, [...preloaded, 'bin/onelayer.ts', ...args], {
      encoding: 'utf8',
      env,
    });
  }

  for (const [command, more] of [
    ['predict', ['--json']],
    ['evaluate', ['--json', '--label', 'kind']],
    ['evaluate', ['--quiet', '--label', 'kind']],
  ] as const) {
    it(`say so and why, beside their predictions: ${command} ${more[0]}`, async () => {
      const { flowers, csv } = await saveClassifiers(folder());
      const rows = path.join(folder(), 'rows.csv');
      writeFileSync(rows, '2,1\n-1,3\n');
      const file = command === 'predict' ? rows : csv;
      const { status, stdout, stderr } = run(command, flowers, file, ...more);
      expect(status).to.equal(0);
      expect(stdout).to.match(/rose/);
      const notes = stderr.replace(/^note: these are the samples .* trained on.*\n/m, '');
      expect(notes).to.match(/^note: backend js: the native addon could not be loaded: [^\n]+\n$/);
    });
  }

  it('say nothing of it where JavaScript was asked for', async () => {
    const { flowers, csv } = await saveClassifiers(folder());
    const { stderr } = run('predict', flowers, csv, '--label', 'kind', '--backend', 'js');
    expect(stderr).to.equal('');
  });
});
