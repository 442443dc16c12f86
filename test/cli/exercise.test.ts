import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FUNCTIONS, HINTS, OwnCode, writtenFunctions } from '../../src/exercise';
import { failureOf } from '../support/rejection';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

describe('onelayer exercise', () => {
  const folder = temporaryFolder();
  const at = (name: string) => path.join(folder(), name);

  for (const [name, language] of [
    ['mine.js', 'javascript'],
    ['mine.ts', 'typescript'],
  ]) {
    it(`writes ${name}, in which no function is written yet, and says what to do next`, async () => {
      const { code, stdout, stderr } = await runHere('exercise', at(name));
      expect([code, stderr]).to.deep.equal([0, '']);
      expect(stdout).to.match(/check-gradients --code .*mine\.[^]*--hint standardise/);
      const own = await OwnCode.open(at(name));
      try {
        expect(own.language).to.equal(language);
        expect(await writtenFunctions(own)).to.deep.equal([]);
        for (const one of FUNCTIONS) expect(await own.exports(one), one).to.equal(true);
        const failure = await failureOf(
          own.softmax({ rows: 1, columns: 1, values: new Float64Array(1) }),
        );
        expect(failure?.message).to.match(/mine\.[jt]s: softmax: it is not written yet$/);
      } finally {
        own.close();
      }
    });
  }

  it('writes Python that says the same', async () => {
    await runHere('exercise', at('mine.py'));
    const text = readFileSync(at('mine.py'), 'utf8');
    for (const one of FUNCTIONS) expect(text).to.include(`NotImplementedError("${one} is not`);
    expect(text).to.include('def cost(X, y, W, b, lambda_):');
  });

  it('refuses to replace a file, or one in another language than it should be', async () => {
    writeFileSync(at('mine.js'), 'hours of work');
    const { code, stderr } = await runHere('exercise', at('mine.js'));
    expect(code).to.equal(1);
    expect(stderr).to.match(/mine\.js can't be written: it is there already[^\n]*\n$/);
    expect(readFileSync(at('mine.js'), 'utf8')).to.equal('hours of work');
    for (const args of [
      ['mine.ts', '--python'],
      ['mine.rb'],
      ['--number', '2'],
      ['x.js', '--hint', 'cost'],
    ]) {
      expect((await runHere('exercise', ...args)).code, args.join(' ')).to.equal(2);
    }
  });

  it('gives one hint at a time, and says how to get the next', async () => {
    const first = await runHere('exercise', '--hint', 'gradient');
    expect(first.stdout).to.match(/^gradient, hint 1 of 4: [^]*--hint gradient --number 2\n$/);
    const last = await runHere('exercise', '--hint', 'gradient', '--number', '4');
    expect(last.stdout).to.match(/hint 4 of 4: [^]*that was the last one/);
    const none = await runHere('exercise', '--hint', 'gradient', '--number', '5');
    expect(none.code).to.equal(2);
    expect(none.stderr).to.match(/--number: expected an integer from 1 to 4, got 5/);
    const { stdout } = await runHere('exercise', '--hint', 'update', '--json');
    expect(JSON.parse(stdout)).to.include({ function: 'update', number: 1, of: 3 });
    for (const one of FUNCTIONS) expect(HINTS[one].length).to.be.within(3, 4);
  });
});
