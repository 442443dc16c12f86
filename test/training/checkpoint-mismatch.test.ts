import { expect } from 'chai';
import { selectBackend, type Backend } from '../../src/backend';
import type { DataSet, DenseFeatures } from '../../src/data';
import {
  prepareJob,
  type AnyTrainingData,
  type Snapshot,
  type TrainingSettings,
} from '../../src/training';
import { describeWithAddon } from '../support/addon';
import { describeEachBackend } from '../support/backends';
import { rejection } from '../support/rejection';
import { SMALL, SMALL_SETTINGS, snapshotAfter } from '../support/trainings';

const settings: TrainingSettings = {
  ...SMALL_SETTINGS,
  momentum: 0.9,
  labelSmoothing: 0.1,
  horizontalFlips: true,
};
const data = { training: SMALL.bytes.training, validation: SMALL.bytes.validation };

/** The message of a training that can't go on with a snapshot. */
const refusal = (
  backend: Backend,
  its: AnyTrainingData,
  runs: readonly TrainingSettings[],
  resume: Snapshot,
): Promise<string> =>
  rejection(() => prepareJob(backend, its, runs, { resume }), 'CHECKPOINT_MISMATCH');

const PREFIX = 'the checkpoint is of another training: ';

const changed = (set: DataSet, changes: Partial<DataSet>): DataSet => ({ ...set, ...changes });

/** A set with one value more in one place. */
function increased<Values extends Uint8Array | Uint16Array | Float32Array | Float64Array>(
  values: Values,
  at = 5,
): Values {
  const others = values.slice() as Values;
  others[at]++;
  return others;
}

describeEachBackend('a checkpoint of another training is refused, which says', (backend) => {
  let kept: Snapshot;
  before(async () => (kept = await snapshotAfter(backend, data, [settings], { steps: 7 })));

  const settingsOf: [Partial<TrainingSettings>, string][] = [
    [{ lambda: 0.02 }, 'lambda was 0.01, and is 0.02'],
    [{ eta: 0.06 }, 'eta was 0.05, and is 0.06'],
    [{ epochs: 5 }, 'epochs was 4, and is 5'],
    [{ batchSize: 11 }, 'batchSize was 10, and is 11'],
    [{ seed: 43 }, 'seed was 42, and is 43'],
    [{ shuffle: false }, 'shuffle was true, and is false'],
    [{ dtype: 'float64' }, 'dtype was "float32", and is "float64"'],
    [{ loss: 'binary-cross-entropy' }, 'loss was "cross-entropy", and is "binary-cross-entropy"'],
    [{ labelSmoothing: 0 }, 'labelSmoothing was 0.1, and is 0'],
    [{ momentum: 0 }, 'momentum was 0.9, and is 0'],
    [{ nesterov: true }, 'nesterov was false, and is true'],
    [
      { schedule: { kind: 'exponential', factor: 0.5 } },
      'schedule was {"kind":"constant"}, and is {"kind":"exponential","factor":0.5}',
    ],
    [{ earlyStopping: { patience: 2 } }, 'earlyStopping was null, and is {"patience":2}'],
    [{ classWeights: 'balanced' }, 'classWeights was null, and is "balanced"'],
    [{ classWeights: [1, 1, 2] }, 'classWeights was null, and is [1,1,2]'],
    [{ standardise: false }, 'standardise was true, and is false'],
    [{ horizontalFlips: false }, 'horizontalFlips was true, and is false'],
  ];
  for (const [change, message] of settingsOf) {
    it(message, async () => {
      const said = await refusal(backend, data, [{ ...settings, ...change }], kept);
      expect(said).to.equal(PREFIX + message);
    });
  }

  const batch = { lambda: 0.01, solver: 'lbfgs', epochs: 4 } as unknown as TrainingSettings;
  const batchSettingsOf: [Partial<TrainingSettings>, string][] = [
    [{ solver: 'mini-batch' }, 'solver was "lbfgs", and is "mini-batch"'],
    [{ tolerance: 1e-3 }, 'tolerance was 0.000001, and is 0.001'],
  ];
  for (const [change, message] of batchSettingsOf) {
    it(message, async () => {
      const ofBatches = await snapshotAfter(backend, data, [batch], { steps: 2 });
      const said = await refusal(backend, data, [{ ...batch, ...change }], ofBatches);
      expect(said).to.equal(PREFIX + message);
    });
  }

  it('every setting', () => {
    const changes = [...settingsOf, ...batchSettingsOf];
    const keys = changes.flatMap(([change]) => Object.keys(change));
    expect(keys).to.include.members(Object.keys(kept.identity.settings[0]));
  });

  const { training, validation } = data;
  const X = training.X as DenseFeatures;
  const { labels } = training;
  const otherImage = { width: 2, height: 3, channels: 1 } as const;
  const names = ['a', 'b', 'c'];
  const shape = '44 × 6 bytes (3 × 2 × 1 images) in 3 classes';
  const dataOf: [string, AnyTrainingData, string][] = [
    [
      'another byte',
      { training: changed(training, { X: increased(X) }), validation },
      'the training set has other contents',
    ],
    [
      'another label',
      {
        training: changed(training, { labels: labels.map((k, i) => (i === 5 ? (k + 1) % 3 : k)) }),
        validation,
      },
      'the training set has other contents',
    ],
    [
      'weights',
      { training: changed(training, { weights: new Float64Array(44).fill(1) }), validation },
      'the training set has other contents',
    ],
    [
      'other class names',
      {
        training: changed(training, { classes: names }),
        validation: changed(validation, { classes: names }),
      },
      'the training set has other contents; the validation set has other contents',
    ],
    [
      'images of another shape',
      { training: changed(training, { image: otherImage }), validation },
      `the training set had ${shape}, and has ${shape.replace('3 × 2', '2 × 3')}`,
    ],
    [
      'another validation byte',
      {
        training,
        validation: changed(validation, { X: increased(validation.X as DenseFeatures) }),
      },
      'the validation set has other contents',
    ],
    [
      'no validation',
      { training },
      `the validation set had ${shape.replace('44', '30')}, and has none`,
    ],
    [
      'the sets exchanged',
      { training: validation, validation: training },
      `the training set had ${shape}, and has ${shape.replace('44', '30')}; ` +
        `the validation set had ${shape.replace('44', '30')}, and has ${shape}`,
    ],
  ];
  for (const [title, others, message] of dataOf) {
    it(`other data: ${title}`, async () => {
      expect(await refusal(backend, others, [settings], kept)).to.equal(PREFIX + message);
    });
  }

  it('numbers instead of bytes', async () => {
    const said = await refusal(backend, SMALL.numbers, [settings], kept);
    expect(said).to.match(
      /training set had 44 × 6 bytes .*, and has 44 × 6 numbers \(Float64Array/,
    );
  });

  it('other data, settings and runs at once', async () => {
    const others = { ...settings, eta: 0.06, seed: 43 };
    const said = await refusal(backend, { training }, [others], kept);
    expect(said).to.match(/eta was .*; seed was .*; the validation set had .*/);
    const runs = await refusal(backend, data, [settings, { ...settings, eta: 1 }], kept);
    expect(runs).to.equal(`${PREFIX}it has 1 run(s), not 2`);
  });

  it('what differs in all runs once, and what differs in some for each of them', async () => {
    const runs = [settings, { ...settings, eta: 0.5 }, { ...settings, lambda: 0 }];
    const three = await snapshotAfter(backend, data, runs, { steps: 2 });
    const said = async (change: (own: TrainingSettings, run: number) => TrainingSettings) =>
      (await refusal(backend, data, runs.map(change), three)).slice(PREFIX.length);
    expect(await said((own) => ({ ...own, seed: 7, epochs: 5 }))).to.equal(
      'epochs was 4, and is 5; seed was 42, and is 7',
    );
    expect(await said((own, run) => (run === 1 ? { ...own, eta: 0.6 } : own))).to.equal(
      'eta of run 2 was 0.5, and is 0.6',
    );
    expect(await said((own) => ({ ...own, eta: 1 }))).to.equal(
      ['0.05', '0.5', '0.05']
        .map((was, i) => `eta of run ${i + 1} was ${was}, and is 1`)
        .join('; '),
    );
  });

  it('nothing where the same settings are written otherwise', async () => {
    const its: TrainingSettings = {
      ...settings,
      schedule: { kind: 'cyclic', minimum: 0.01, halfCycle: 3 },
      earlyStopping: { patience: 3 },
    };
    const snapshot = await snapshotAfter(backend, data, [its], { steps: 2 });
    const same: TrainingSettings = {
      ...settings,
      earlyStopping: { minimumDelta: 0, patience: 3, metric: 'accuracy' },
      schedule: { halfCycle: 3, kind: 'cyclic', minimum: 0.01 },
      nesterov: false,
    };
    const session = await prepareJob(backend, data, [same], { resume: snapshot });
    expect(session.progress).to.deep.equal({ epoch: 0, step: 2 });
    const cosine = { ...settings, schedule: { kind: 'cosine' } } as const;
    const resume = await snapshotAfter(backend, data, [cosine], { steps: 2 });
    const zero = { ...settings, schedule: { kind: 'cosine', minimum: 0 } } as const;
    await prepareJob(backend, data, [zero], { resume });
  });

  it('another tile, where one is asked for', async () => {
    const name = backend.report.openblas === null ? 'js' : 'openblas';
    const other = selectBackend({ backend: name, tileRows: kept.identity.plan.tileRows + 1 });
    const said = await refusal(other, data, [settings], kept);
    expect(said).to.match(
      /samples passed by \w+ products, tiles of (\d+), not \w+ .*tiles of \d+$/,
    );
    const same = selectBackend({ backend: name, tileRows: kept.identity.plan.tileRows });
    await prepareJob(same, data, [settings], { resume: kept });
  });

  it('tiles that no training has, which a file could have allocated', async () => {
    const { identity } = kept;
    const plan = { ...identity.plan, tileRows: 2 ** 40 };
    const said = await refusal(backend, data, [settings], {
      ...kept,
      identity: { ...identity, plan },
    });
    expect(said).to.include(`tiles of ${2 ** 40}, not`);
  });
});

describeWithAddon('a checkpoint of another backend is refused, which says', () => {
  const [js, openblas] = (['js', 'openblas'] as const).map((backend) => selectBackend({ backend }));

  it('what computed', async () => {
    const ofJs = await snapshotAfter(js, data, [settings], { steps: 7 });
    expect(await refusal(openblas, data, [settings], ofJs)).to.match(
      /it was computed by plain JavaScript, not by .*; samples passed by gemm products, .*/,
    );
    const ofOpenblas = await snapshotAfter(openblas, data, [settings], { steps: 7 });
    expect(await refusal(js, data, [settings], ofOpenblas)).to.match(
      /it was computed by .*, not by plain JavaScript; samples passed by .* not gemm products/,
    );
  });

  it('another product', async () => {
    const [direct, blas] = (['direct', 'openblas'] as const).map((product) =>
      selectBackend({ backend: 'openblas', product, tileRows: 64 }),
    );
    const kept = await snapshotAfter(direct, data, [settings], { steps: 7 });
    expect(await refusal(blas, data, [settings], kept)).to.match(
      /computed by onelayer's own loops, .*, not by OpenBLAS .*direct products.*not openblas/,
    );
    // Unless one is asked for, the checkpoint's is taken.
    const session = await prepareJob(openblas, data, [settings], { resume: kept });
    expect(session.objective.plan).to.deep.include({ product: 'direct', tileRows: 64 });
  });

  it('nothing for products of OpenBLAS where the loops would not do', async () => {
    const [direct, blas] = (['direct', 'openblas'] as const).map((product): Backend => {
      const backend = selectBackend({ backend: 'openblas', product, tileRows: 64 });
      return Object.create(backend, { fused: { value: null } }) as Backend;
    });
    const kept = await snapshotAfter(direct, data, [settings], { steps: 7 });
    expect(kept.identity.arithmetic).to.match(/^OpenBLAS /);
    await prepareJob(blas, data, [settings], { resume: kept });
  });
});
