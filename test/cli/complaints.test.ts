import { expect } from 'chai';
import Module from 'node:module';
import { missingPackages } from '../../src/files';
import { runHere } from '../support/run-here';

describe('the user’s own mistake is said first', () => {
  const wrong: [string[], number, RegExp][] = [
    [['train', '--nesterov', '--data', 'nope'], 2, /momentum \(Nesterov's\): expected/],
    [['train', '--momentum', '1', '--data', 'nope'], 2, /--momentum: expected a number .* below 1/],
    [['train', '--metric', 'loss', '--data', 'nope'], 2, /'--metric' needs --early-stopping/],
    [['train', '--minimum-delta', '0', '--resume', 'nope'], 2, /'--minimum-delta' needs --early/],
    [['train', '--schedule', 'cosine:5', '--data', 'nope'], 2, /--schedule/],
    [['train', '--data', 'nope', '--backend', 'openblas'], 1, /--data: nope does not exist/],
    [['doctor', '--data', 'nope'], 1, /--data: nope does not exist/],
    [
      ['check-gradients', '--loss', 'hinge', '--label-smoothing', '0.1', '--data', 'nope'],
      2,
      /--label-smoothing/,
    ],
    [['export', 'nope', 'model.txt'], 2, /out: expected a name that ends in .*got "model.txt"/],
    [['export', 'nope', 'm.json', '--label', 'species'], 2, /'--label' needs --calibrate-on/],
    [['export', 'nope', 'm.json', '--data', 'nope'], 2, /'--data' needs --calibrate:/],
    [['evaluate', 'nope', '--label', 'species'], 2, /'--label' needs a file of samples/],
    [['evaluate', 'nope', 'iris.csv', '--data', 'nope'], 2, /'--data' needs CIFAR-10/],
    [['export', 'nope', 'm.json', '--calibrate', '--calibrate-on', 'd'], 2, /one of them/],
  ];
  for (const [args, exitCode, message] of wrong) {
    it(`by \`${args.join(' ')}\``, async () => {
      const { code, stdout, stderr } = await runHere(...args);
      expect(stderr).to.match(message);
      expect(stderr.trimEnd()).to.match(/^error: [^\n]*$/);
      expect([code, stdout]).to.deep.equal([exitCode, '']);
    });
  }

  it('by `report nope.json` where the packages of reports are missing', async () => {
    const loader = Module as unknown as { _resolveFilename: (...all: unknown[]) => string };
    const { _resolveFilename: resolve } = loader;
    loader._resolveFilename = (name, ...others) => {
      if (name === 'vega') throw Object.assign(new Error('missing'), { code: 'MODULE_NOT_FOUND' });
      return resolve.call(loader, name, ...others);
    };
    try {
      expect(missingPackages(['vega'])).to.deep.equal(['vega']);
      const { code, stderr } = await runHere('report', 'nope.json');
      expect(stderr).to.equal("error: nope.json: it can't be read: it does not exist\n");
      expect(code).to.equal(1);
    } finally {
      loader._resolveFilename = resolve;
    }
  });
});
