import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sweepCommand } from '../../src/cli/sweep/sweep-command';
import type { Results } from '../../src/report';
import { expectPublishedForm } from '../support/published-form';
import type { Outcome } from '../support/run-bin';
import { captured, withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { TINY, writeBinaryVersion } from '../support/tiny-cifar10';

describe('onelayer sweep', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  beforeEach(() => writeBinaryVersion(at('cache/cifar-10')));

  const FEW = ['--epochs', '3', '--batch-size', '4', '--all-batches', '--validation', '3'];

  /** Sweeps on the tiny data set, until it has said something. */
  const sweepUntil = (said: RegExp, ...args: string[]): Promise<Outcome> => {
    const world = { edition: TINY, sources: [] };
    const argv = ['node', 'onelayer', ...args];
    return withCache(at('cache'), () =>
      captured((signal) => sweepCommand(argv, signal, world), said),
    );
  };
  const sweep = (...args: string[]): Promise<Outcome> =>
    sweepUntil(/(?!)/, ...FEW, '--journal', at('sweep.jsonl'), ...args);

  it('prints the best trials, and the test accuracy of the chosen one', async () => {
    const { code, stdout, stderr } = await sweep(
      ...['--lambda', '0,0.1', '--eta', 'log:0.001:0.1:3', '--momentum', '0.9'],
      ...['--save', at('best.safetensors')],
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/^search +λ 0, 0.1; η log:0.001:0.1:3$/m);
    expect(stdout).to.match(/^settings +epochs 3, batch size 4, momentum 0.9$/m);
    expect(stdout.match(/^│ +\d+ │/gm)).to.have.length(6);
    expect(stdout).to.match(/Its test accuracy, looked at once: \d+\.\d\d %\./);
    expect(existsSync(at('best.safetensors'))).to.equal(true);
    const again = await sweepUntil(/(?!)/, '--watch', at('sweep.jsonl'));
    expect(again.stdout).to.match(/^6 of 6 trials finished\n┌/);
  });

  it('gives other programs JSON', async () => {
    const { stdout, stderr } = await sweep(
      ...['--eta', 'log:1e-3:1', '--draws', '4', '--seed', '3', '--json'],
    );
    const { search, settings, test, journal } = JSON.parse(stdout) as {
      readonly search: Results['search'];
      readonly settings: object;
      readonly test: { readonly accuracy: number };
      readonly journal: string;
    };
    expect(stderr).to.not.match(/error/);
    expect(search?.trials).to.have.length(4);
    expect(settings).to.deep.equal(search?.trials[search.chosen!].settings);
    expect(test.accuracy).to.be.within(0, 1);
    expect(journal).to.equal(at('sweep.jsonl'));
  });

  it('validates by folds, and halves', async () => {
    const { code, stdout, stderr } = await sweep(
      ...['--eta', '0.001,0.01,0.1,1', '--folds', '2', '--halving', '2:1', '--epochs', '4'],
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/all combinations, 2 folds, the best of 2 go on after 1 epoch$/m);
    expect(stdout).to.include('on 2 folds of 17 samples');
  });

  it('trains the chosen settings with results that have the search', async () => {
    const { code, stderr } = await sweep('--eta', '0.001,0.01', '--out', at('out'), '--quiet');
    expect(code, stderr).to.equal(0);
    const results = JSON.parse(readFileSync(at('out/results.json'), 'utf8')) as Results;
    expectPublishedForm('results', results);
    const { search, runs } = results;
    const chosen = search?.trials[search.chosen!];
    expect(runs).to.have.length(1);
    expect(runs[0].history.at(-1)?.validation.accuracy).to.equal(
      chosen?.rungs.at(-1)?.validation.accuracy,
    );
    expect(existsSync(at('out/report.html'))).to.equal(true);
  });

  it('is stopped by Ctrl-C, and says how to go on', async () => {
    const args = ['--eta', '0.01,0.1', '--epochs', '30000', '--journal', at('a b.jsonl')];
    const stopped = await sweepUntil(/^journal/m, ...FEW.slice(2), ...args);
    expect(stopped.stdout).to.match(/to go on with it:\n.*sweep .*--journal '.*a b.jsonl'\n$/);
  });

  for (const [args, message] of [
    [['--eta', '0.1,x'], '--eta: expected a finite number above 0, got "x"'],
    [['--eta', 'log:1'], '--eta: expected log:FROM:TO:COUNT, got "log:1"'],
    [['--eta', 'log:0:1:2'], 'space.eta.log[0]: expected a finite number above 0, got 0'],
    [['--loss', 'hinge,hing'], '--loss: expected cross-entropy or'],
    [['--draws', '3'], "'--draws' needs a range or a list"],
    [['--halving', '3:1:1'], '--halving: expected FACTOR or FACTOR:EPOCHS'],
    [['--lr', '1'], "unknown option '--lr': the learning rate is --eta"],
  ] as const) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, stderr } = await sweep(...args);
      expect(code).to.equal(2);
      expect(stderr).to.include(message);
    });
  }
});
