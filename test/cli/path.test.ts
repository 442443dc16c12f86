import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathCommand } from '../../src/cli/path/path-command';
import type { Results } from '../../src/report';
import { expectPublishedForm } from '../support/published-form';
import type { Outcome } from '../support/run-bin';
import { captured, withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { TINY, writeBinaryVersion } from '../support/tiny-cifar10';

describe('onelayer path', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  beforeEach(() => writeBinaryVersion(at('cache/cifar-10')));

  /** Searches on 17 images of the tiny data set, until it has said something. */
  const searchUntil = (said: RegExp, ...args: string[]): Promise<Outcome> => {
    const world = { edition: TINY, sources: [] };
    const argv = ['node', 'onelayer', '--all-batches', '--validation', '3', ...args];
    return withCache(at('cache'), () =>
      captured((signal) => pathCommand(argv, signal, world), said),
    );
  };
  const search = (...args: string[]): Promise<Outcome> => searchUntil(/(?!)/, ...args);

  it('prints the best λ as other libraries have it, its certificate and its test accuracy', async () => {
    const { code, stdout, stderr } = await search(
      ...['--lambdas', 'log:0.01:1:3', '--tolerance', '1e-4', '--save', at('best.safetensors')],
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/^search +λ log:0.01:1:3: the best$/m);
    expect(stdout).to.match(/^settings +tolerance 0.0001$/m);
    expect(stdout.match(/^│ +\d+ │/gm)).to.have.length(3);
    const [, lambda, C, decay] =
      /^chosen +λ (\S+): scikit-learn's C (\S+), PyTorch's weight_decay (\S+)$/m
        .exec(stdout)!
        .map(Number);
    expect(C).to.be.closeTo(1 / (2 * 17 * lambda), 1e-3 / lambda);
    expect(decay).to.equal(2 * lambda);
    expect(stdout).to.match(/^optimum +J is at most \S+ above its minimum \(\S+ of it\);/m);
    expect(stdout).to.match(/^Its test accuracy, looked at once: \d+\.\d\d %\.$/m);
    expect(existsSync(at('best.safetensors'))).to.equal(true);
  });

  it('says once that the chosen λ is at an edge, and that the tolerance is not reached', async () => {
    const { code, stdout, stderr } = await search('--lambdas', '1,0.1', '--epochs', '1', '--quiet');
    expect(code, stderr).to.equal(0);
    expect(stdout.match(/^(?![┌├│└])./gm)).to.equal(null);
    expect(stderr).to.match(/^note: J is at most .*; the tolerance was not reached in so many/m);
    expect(
      stderr.match(/is at the edge of its range: a better one may lie beyond$/gm),
    ).to.have.length(1);
  });

  it('gives other programs JSON', async () => {
    const { stdout, stderr } = await search(
      ...[
        '--lambdas',
        '0.1,1,0.3',
        '--folds',
        '2',
        '--seed',
        '3',
        '--one-standard-error',
        '--json',
      ],
    );
    const {
      search: found,
      settings,
      elsewhere,
      certificate,
      test,
    } = JSON.parse(stdout) as {
      readonly search: NonNullable<Results['search']>;
      readonly settings: { readonly lambda: number };
      readonly elsewhere: { readonly C: number; readonly weight_decay: number };
      readonly certificate: { readonly relativeGap: number };
      readonly test: { readonly accuracy: number };
    };
    expect(stderr).to.not.match(/error/);
    expect(found.trials.map((trial) => trial.settings.lambda)).to.deep.equal([1, 0.3, 0.1]);
    expect(found.rule).to.equal('one-standard-error');
    expect(found.validation).to.deep.equal({ folds: 2, samples: 17 });
    expect(settings).to.deep.equal(found.trials[found.chosen!].settings);
    expect(elsewhere.C).to.be.closeTo(1 / (2 * 17 * settings.lambda), 1e-12);
    expect(elsewhere.weight_decay).to.equal(2 * settings.lambda);
    expect(certificate.relativeGap).to.be.within(0, 1e-6);
    expect(test.accuracy).to.be.within(0, 1);
  });

  it('trains the chosen λ with results that have the search', async () => {
    const { code, stderr } = await search('--lambdas', '0.1,1', '--out', at('out'), '--quiet');
    expect(code, stderr).to.equal(0);
    const results = JSON.parse(readFileSync(at('out/results.json'), 'utf8')) as Results;
    expectPublishedForm('results', results);
    const { search: found, runs, made } = results;
    expect(found?.kind).to.equal('path');
    expect(runs).to.have.length(1);
    expect(runs[0]).to.include({
      lambda: found?.trials[found.chosen!].settings.lambda,
      solver: 'lbfgs',
    });
    expect(made?.command).to.match(/onelayer path/);
    expect(existsSync(at('out/report.html'))).to.equal(true);
  });

  it('is stopped by Ctrl-C, and has written nothing', async () => {
    const args = ['--lambdas', 'log:1e-6:1:200', '--tolerance', '1e-12'];
    const { stdout } = await searchUntil(
      /^search/m,
      ...args,
      '--save',
      at('x.json'),
      '--out',
      at('out'),
    );
    expect(stdout).to.not.include('chosen');
    expect(readdirSync(folder())).to.deep.equal(['cache']);
  });

  const FORMS = 'numbers above 0, e.g. 1,0.1,0.01, or log:FROM:TO:COUNT';
  for (const [args, message] of [
    [['--lambdas', '0.1,x'], `--lambdas: expected ${FORMS}, got "0.1,x"`],
    [['--lambdas', '1,0'], `--lambdas: expected ${FORMS}, got "1,0"`],
    [['--lambdas', 'log:0.1:1'], `--lambdas: expected ${FORMS}, got "log:0.1:1"`],
    [['--folds', '1'], '--folds: expected an integer of at least 2'],
    [['--folds', '2', '--refit'], "'--refit' can't be combined with --folds"],
    [['--seed', '2'], "'--seed' needs --folds: without it, it does nothing"],
    [['--loss', 'hinge'], "option '--loss <name>' argument 'hinge' is invalid"],
    [['--label-smoothing', '2'], '--label-smoothing: expected a number of at least 0 and below 1'],
    [['--eta', '1'], "unknown option '--eta'"],
  ] as const) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, stderr } = await search(...args);
      expect(code).to.equal(2);
      expect(stderr).to.include(message);
    });
  }
});
