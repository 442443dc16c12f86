import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LinearClassifier } from '../../src';
import type { EvaluationRecord } from '../../src/cli/evaluate/evaluation-record';
import type { Results } from '../../src/report';
import { describeWithCifar10 } from '../support/cifar10';
import { finishRuns } from '../support/finished-runs';
import { expectPublishedForm } from '../support/published-form';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';

/** What a command prints for other programs, which is all that it prints. */
async function jsonOf(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runHere(...args, '--json');
  expect(code, stderr).to.equal(0);
  return JSON.parse(stdout) as unknown;
}

describe('onelayer report --json', () => {
  const folder = temporaryFolder();

  itThoroughly('prints where the report is', async () => {
    const file = await (await finishRuns()).writeTo(folder());
    const page = path.join(folder(), 'report.html');
    const { files, ...others } = (await jsonOf('report', file)) as { files: string[] };
    expect(others).to.deep.equal({ page, folder: folder() });
    expect(files).to.include(page);
    expect(files.filter((one) => !existsSync(one))).to.deep.equal([]);
  });
});

describeWithCifar10('onelayer --json on CIFAR-10', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);

  it('fetch-data prints which file is where', async () => {
    const { files } = (await jsonOf('fetch-data')) as { files: { name: string; path: string }[] };
    expect(files.map(({ name }) => name)).to.deep.equal([
      'data_batch_1',
      'data_batch_2',
      'test_batch',
    ]);
    for (const { path: file } of files) expect(existsSync(file)).to.equal(true);
  });

  it('check-gradients prints what --results writes', async () => {
    const file = at('check.json');
    const content = await jsonOf('check-gradients', '--sampled', '5', '--results', file);
    expectPublishedForm('gradient-check', content);
    expect(content).to.deep.equal(JSON.parse(readFileSync(file, 'utf8')));
  });

  itThoroughly('doctor prints what --results writes', async () => {
    const file = at('diagnosis.json');
    const args = ['--configuration', '2', '--epochs', '1', '--results', file];
    const content = await jsonOf('doctor', ...args);
    expectPublishedForm('diagnosis', content);
    expect(content).to.deep.equal(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('train prints its results, and --save keeps the best classifier, which evaluates alike', async () => {
    const args = [
      '--epochs',
      '1',
      '--no-doctor',
      '--no-report',
      '--out',
      at('out'),
      '--save',
      at('m.safetensors'),
    ];
    const results = (await jsonOf('train', ...args)) as Results;
    expectPublishedForm('results', results);
    expect(results).to.deep.equal(JSON.parse(readFileSync(at('out/results.json'), 'utf8')));
    const accuracies = results.runs.map(({ history }) => history[0].validation.accuracy);
    const best = results.runs[accuracies.indexOf(Math.max(...accuracies))];

    const { provenance, image } = await LinearClassifier.load(at('m.safetensors'));
    expect(image).to.deep.equal({ width: 32, height: 32, channels: 3 });
    const { training } = provenance.data as { training: { shape: string; sha256: string } };
    expect(training.shape).to.equal('10000 × 3072 bytes (32 × 32 × 3 images) in 10 classes');
    expect(training.sha256).to.match(/^[0-9a-f]{64}$/);
    expect(provenance).to.include({ epochs: 1, bestEpoch: null });
    expect(provenance.settings).to.include({ lambda: best.lambda, eta: best.eta });
    expect(JSON.stringify(provenance)).to.not.include(results.data.source);
    const { accuracy, loss } = (await jsonOf('evaluate', at('m.safetensors'))) as EvaluationRecord;
    expect(accuracy).to.equal(best.test?.accuracy);
    expect(loss).to.be.closeTo(best.test?.loss ?? NaN, 1e-6);
    for (const { folder: own } of results.runs) {
      expect(readdirSync(at(`out/${own ?? ''}`))).to.include('model.safetensors');
    }
  });

  itThoroughly(
    'export --calibrate makes a classifier surer or less sure, and as often right',
    async () => {
      await jsonOf('train', '--configuration', '4', '--epochs', '2', '--no-doctor', '--no-report', '--save', at('m.safetensors')); // prettier-ignore
      const exported = await jsonOf(
        'export',
        at('m.safetensors'),
        at('c.safetensors'),
        '--calibrate',
      );
      const { calibration } = exported as { calibration: { temperature: number; before: { loss: number }; after: { loss: number } } }; // prettier-ignore
      expect(calibration.after.loss).to.be.lessThan(calibration.before.loss);
      const before = (await jsonOf('evaluate', at('m.safetensors'))) as EvaluationRecord;
      const after = (await jsonOf('evaluate', at('c.safetensors'))) as EvaluationRecord;
      expect(after.temperature).to.equal(calibration.temperature);
      expect(after.accuracy).to.equal(before.accuracy);
      expect(after.calibration.expectedError).to.be.lessThan(before.calibration.expectedError);
    },
  );
});
