import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Results } from '../../src/report';
import { expectPublishedForm } from '../support/published-form';
import { trainTinyHere, trainTinyUntil } from '../support/run-here';
import type { Outcome } from '../support/run-bin';
import { temporaryFolder } from '../support/temporary-folder';
import { writeBinaryVersion } from '../support/tiny-cifar10';

describe('bin/train.ts --patch-group, --patch-shift', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  beforeEach(() => writeBinaryVersion(at('cache/cifar-10')));

  const SMALL = ['--patches', '5', '--patch-components', '5', '--patch-regions', '2'];
  const QUICK = ['--no-doctor', '--no-report', '--batch-size', '2', '--epochs', '3'];
  const train = (...args: string[]): Promise<Outcome> =>
    trainTinyHere(at('cache'), ...SMALL, ...QUICK, ...args);

  const resultsIn = (file: string): Results => {
    const content = JSON.parse(readFileSync(at(file), 'utf8')) as Results;
    expectPublishedForm('results', content);
    return content;
  };

  it('trains groups one after another, and keeps their mean as one model', async () => {
    const { code, stdout, stderr } = await train('--patch-group', '2', '--out', at('out'));
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/^ +trained in 3 groups of 2 patches in /m);
    expect(stdout).to.match(/^group +3 of 3: patches 4 to 5, .* left$/m);
    const { patches, runs, samples } = resultsIn('out/results.json');
    expect(patches).to.deep.include({ patches: 5, groups: 3, features: 40, shift: 0 });
    const { history, test, analysis } = runs[0];
    expect(history).to.have.length(3);
    expect(analysis?.samples).to.equal(samples.test);
    expect(test?.accuracy).to.be.within(0, 1);
  });

  it('takes up finished groups, to the same bits', async () => {
    // Long enough to be stopped in the middle.
    const args = ['--patch-group', '2', '--patch-shift', '1', '--epochs', '300'];
    const stopped = await trainTinyUntil(
      /^group +2 of 3/m,
      at('cache'),
      ...SMALL,
      ...QUICK,
      ...args,
      ...['--out', at('stopped')],
    );
    // What is recorded is of the groups that were trained.
    const { patches } = resultsIn('stopped/results.json');
    expect(patches).to.deep.include({ patches: 1, groups: 1, features: 8 });
    expect(stopped.stdout).to.not.match(/taken up/);
    expect(stopped.stdout).to.match(/the same command goes on with the next one$/m);
    const again = await train(...args, '--out', at('again'));
    expect(again.stdout).to.match(
      /^group +1 of 3: patches 1 to 1: taken up from the cache folder$/m,
    );
    await train(...args, '--no-patch-cache', '--out', at('whole'));
    const [kept, whole] = ['again', 'whole'].map((name) => resultsIn(`${name}/results.json`));
    expect(kept.runs[0].test).to.deep.equal(whole.runs[0].test);
    const figures = (results: Results) =>
      results.runs[0].history.map(({ train: own, validation }) => [own, validation]);
    expect(figures(kept)).to.deep.equal(figures(whole));
  });

  it("goes on where groups can't be kept, and says so", async () => {
    writeFileSync(at('cache/parsed'), 'no folder');
    const { code, stdout, stderr } = await train('--patch-group', '3');
    expect(code, stdout).to.equal(0);
    expect(stderr.match(/^note: .*: the group is not kept$/gm)).to.have.length(2);
  });

  it('trains on pictures as they are, and predicts by means over shifts', async () => {
    const { code, stderr } = await train('--patch-shift', '3', '--out', at('shifted'));
    expect(code, stderr).to.equal(0);
    await train('--out', at('plain'));
    const [shifted, plain] = ['shifted', 'plain'].map((name) => resultsIn(`${name}/results.json`));
    expect(shifted.patches).to.deep.include({ shift: 3, groups: 1 });
    const [one, other] = [shifted, plain].map(({ runs: [{ history }] }) => history[0]);
    expect(one.train).to.deep.equal(other.train);
    expect(one.validation.loss).to.not.equal(other.validation.loss);
  });

  it('refuse what they mean nothing to', async () => {
    const refused = async (...args: string[]): Promise<string> => (await train(...args)).stderr;
    const kept = 'finished groups are kept in the cache folder, and the same command goes on after them'; // prettier-ignore
    expect(await refused('--patch-group', '2', '--checkpoint', at('c'))).to.include(
      `error: '--checkpoint' can't be combined with patches in groups (--patch-group): ${kept}\n`,
    );
    expect(await refused('--patch-group', '2', '--early-stopping', '2')).to.match(
      /^error: '--early-stopping' can't be combined with patches in groups \(--patch-group\): /m,
    );
    expect(await refused('--patch-shift', '32')).to.match(
      /^error: --patch-shift: expected an integer from 0 to 31, got 32$/m,
    );
    expect(await refused('--patch-group', '2', '--memory', '20B')).to.match(
      /^error: --patch-group: expected groups whose features fit into memory/m,
    );
  });
});
