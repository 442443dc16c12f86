import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Results } from '../../src/report';
import { RIGHT, without } from '../support/own-code';
import { expectPublishedForm } from '../support/published-form';
import { tinyTraining } from '../support/tiny-training';

describe('train --code', () => {
  const { at, train } = tinyTraining();

  const write = (content: string, name = 'mine.js'): string => {
    writeFileSync(at(name), content);
    return at(name);
  };

  it('trains by the functions of a file and by onelayer, and says so in all that it writes', async () => {
    const source = without('shuffle');
    const file = write(source);
    const options = ['--configuration', '3', '--epochs', '2', '--dtype', 'float64'];
    const { code, stdout, stderr } = await train('--code', file, ...options, '--out', at('out'));
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/^code {6}.*mine\.js: its standardise, gradient, update; beside it, /m);
    expect(stdout).to.match(/│ 3 │ +mine\.js │.*\n│ 3 │ +onelayer │/);
    expect(stdout).to.include('configuration 3, mine.js (λ 0.1, η 0.001): cost ');
    const results = JSON.parse(readFileSync(at('out/results.json'), 'utf8')) as Results;
    expectPublishedForm('results', results);
    const [own, native] = results.runs;
    expect(own.code).to.deep.equal({
      file: 'mine.js',
      sha256: createHash('sha256').update(source).digest('hex'),
      functions: ['standardise', 'gradient', 'update'],
    });
    expect(native.code).to.equal(undefined);
    expect(own.test?.loss).to.be.closeTo(native.test?.loss ?? NaN, 1e-9);
    expect([own.folder, native.folder]).to.deep.equal([
      'configuration-3-mine.js',
      'configuration-3-onelayer',
    ]);
    expect(existsSync(at('out/configuration-3-mine.js/model.safetensors'))).to.equal(true);
    expect(results.conclusions.map(({ topic }) => topic)).to.include('own code');
  });

  it('notes that standardised samples are not what they should be', async () => {
    const file = write(RIGHT.replace('(value - mean[j])', 'value'));
    const { stderr } = await train('--code', file, '--configuration', '3', '--epochs', '1');
    expect(stderr).to.match(/mine\.js: standardise: its numbers are up to .* from \(x − μ\) \/ σ/);
  });

  it('says in a sentence what is wrong, and writes nothing', async () => {
    const fails = async (content: string, message: RegExp, ...options: string[]): Promise<void> => {
      const out = ['--configuration', '3', '--epochs', '1', '--out', at('out')];
      const outcome = await train('--code', write(content), ...out, ...options);
      expect(outcome.code).to.equal(1);
      expect(outcome.stderr).to.match(message);
      expect(outcome.stderr).to.not.include('    at ');
      expect(existsSync(at('out'))).to.equal(false);
    };
    await fails(without('update'), /mine\.js: update: it is not written yet, /);
    await fails('export function gradient( {', /mine\.js: it can't be loaded/);
    const endless = RIGHT.replace('const n = X.length;\n', 'const n = X.length;\n  for (;;);\n');
    await fails(endless, /mine\.js: a step takes longer than 0\.5 s/, '--seconds', '0.5');
  });

  it('refuses what code of one’s own has nothing of', async () => {
    const refused = async (...options: string[]): Promise<string> => {
      const { code, stderr } = await train('--code', write(RIGHT), ...options);
      expect(code).to.equal(2);
      return stderr;
    };
    expect(await refused('--momentum', '0.9')).to.include(
      "'--momentum' can't be combined with --code",
    );
    expect(await refused('--checkpoint', at('kept'))).to.include(
      "'--checkpoint' can't be combined",
    );
    const { code, stderr } = await train('--seconds', '3');
    expect(code).to.equal(2);
    expect(stderr).to.include("'--seconds' needs --code");
    const { code: missing, stderr: sentence } = await train('--code', at('nothing.js'));
    expect(missing).to.equal(1);
    expect(sentence).to.match(/nothing\.js can't be read/);
  });
});
