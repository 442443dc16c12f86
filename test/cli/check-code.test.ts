import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeWithCifar10 } from '../support/cifar10';
import { RIGHT } from '../support/own-code';
import { expectPublishedForm } from '../support/published-form';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

describe('onelayer check-gradients --code', () => {
  const wrong: [string[], number, RegExp][] = [
    [['--code', 'mine.js', '--loss', 'hinge'], 2, /'--loss' has no effect with --code/],
    [['--code', 'mine.js', '--threads', '2'], 2, /'--threads' has no effect with --code/],
    [['--seconds', '3'], 2, /'--seconds' needs --code/],
    [['--code', 'mine.rb'], 2, /the code: expected a file that ends in \.js, \.ts or \.py/],
    [['--code', 'nowhere.js'], 1, /nowhere\.js can't be read: it is not there/],
  ];
  for (const [args, exitCode, message] of wrong) {
    it(`refuses ${args.join(' ')} in one line`, async () => {
      const { code, stdout, stderr } = await runHere('check-gradients', ...args);
      expect(stderr)
        .to.match(message)
        .and.match(/^error: [^\n]*\n$/);
      expect([code, stdout]).to.deep.equal([exitCode, '']);
    });
  }
});

describeWithCifar10('onelayer check-gradients --code on CIFAR-10', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  function check(content: string, ...args: string[]) {
    const file = path.join(folder(), 'mine.js');
    writeFileSync(file, content);
    return runHere('check-gradients', '--code', file, '--samples', '5', '--sampled', '3', ...args);
  }

  it('says that the right solution is right', async () => {
    const { code, stdout, stderr } = await check(RIGHT);
    expect([code, stderr]).to.deep.equal([0, '']);
    expect(stdout.match(/^ok {6}/gm)).to.have.length(7);
    expect(stdout.match(/100\.00 %/g)).to.have.length(6);
    expect(stdout).to.match(
      /verdict {3}7 of 7 functions are right\n.*train --code .*mine\.js'?\n$/,
    );
  });

  it('names mistakes, what is not written, and loops without an end', async () => {
    const content = RIGHT.replace('W.length; k++', 'W.length; ')
      .replace('value - eta * dW[k][j]', 'value + eta * dW[k][j]')
      .replace(/export function shuffle[^]*?\n}/, '');
    const results = path.join(folder(), 'check.json');
    const { code, stdout } = await check(
      content,
      '--seconds',
      '2',
      '--results',
      results,
      '--quiet',
    );
    expect(code).to.equal(1);
    expect(stdout).to.match(/^skipped shuffle: the file doesn't export it[^\n]*\nok /m);
    expect(stdout).to.match(/^FAILED {2}gradient: it takes longer than 2 s and was stopped/m);
    expect(stdout).to.match(/^FAILED {2}update: .*\n.*the sign is flipped/m);
    expect(stdout).to.match(
      /4 of 7 .* WRONG: gradient, update; not written yet: shuffle\n.*--hint g/,
    );
    const written = JSON.parse(readFileSync(results, 'utf8')) as object;
    expectPublishedForm('code-check', written);
    expect(written).to.include({ passed: false, complete: true, language: 'javascript' });
  });

  it('prints JSON alone with --json, and what the code prints on standard error', async () => {
    const { code, stdout, stderr } = await check(`console.log('hello');\n${RIGHT}`, '--json');
    expect(code).to.equal(0);
    const written = JSON.parse(stdout) as object;
    expectPublishedForm('code-check', written);
    expect(written).to.include({ passed: true, samples: 5 });
    expect(stderr).to.match(/^[^\n]*mine\.js prints: hello\n$/);
  });
});
