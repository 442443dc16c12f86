import { transformSync } from '@swc/core';
import { expect } from 'chai';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as onelayer from '../../src';
import { idx, npy, tensors, zip } from '../support/data-files';
import { documented, exportedNames, GIVEN } from './api-examples';

/** Examples that need what a test has not: a network, large data, finished runs. */
const NOT_RUN = ['fetchCifar10', 'loadCifar10', 'loadCifar100', 'makeReport', 'verifyResults'];

/** Functions whose use is plain without an example. */
const WITHOUT_EXAMPLE = ['cacheFolder'];

const FEATURES = 4;
const NAMES = ['setosa', 'versicolor', 'virginica'];

/** Flowers of three species, around a point each. */
function flowers(samples: number) {
  const random = onelayer.defaultRng(samples);
  const y = Uint8Array.from({ length: samples }, (_, i) => i % NAMES.length);
  const X = Float64Array.from(
    { length: samples * FEATURES },
    (_, at) => y[Math.floor(at / FEATURES)] + random.random(),
  );
  return { X, y, shape: [samples, FEATURES] };
}

function csv(samples: number): string {
  const { X, y } = flowers(samples);
  const lines = [...y].map((k, i) =>
    [...X.subarray(i * FEATURES, (i + 1) * FEATURES), NAMES[k]].join(','),
  );
  return ['a,b,c,d,species', ...lines].join('\n');
}

/** The files that examples read. */
function writeFiles(folder: string): void {
  const { X, y, shape } = flowers(150);
  const [features, labels] = [npy(X, shape), npy(y, [y.length])];
  const pixels = Uint8Array.from({ length: 12 }, (_, i) => i);
  const images = idx(8, [3, 2, 2], pixels);
  const cifar = Uint8Array.from({ length: 20 * 3073 }, (_, i) => (i % 3073 ? i * 7 : i % 10));
  const files = {
    'iris.csv': csv(150),
    'iris-test.csv': csv(30),
    'X_train.npy': features,
    'y_train.npy': labels,
    'X_test.npy': features,
    'y_test.npy': labels,
    'weights.npy': labels,
    'mnist.npz': zip({ 'x_train.npy': features, 'y_train.npy': labels }),
    'train-images-idx3-ubyte': images,
    'train-images-idx3-ubyte.gz': images,
    'train-labels-idx1-ubyte.gz': idx(8, [3], Uint8Array.of(0, 1, 2)),
    a9a: '+1 3:1 11:1\n-1 5:1 7:0.5\n',
    'a9a.t': '-1 3:1\n',
    'embeddings.safetensors': tensors({ X: ['F32', [2, 3], Float32Array.of(1, 2, 3, 4, 5, 6)] }),
    'labels.txt': 'cat\ndog\n',
    'rows.bin': pixels,
    'data_batch_1.bin': cifar,
    'data_batch_2.bin': cifar,
  };
  for (const part of ['train', 'test']) {
    for (const pet of ['cat', 'dog']) {
      const own = path.join(folder, 'pets', part, pet);
      mkdirSync(own, { recursive: true });
      copyFileSync(path.join(__dirname, '../../docs/ship.png'), path.join(own, '1.png'));
    }
  }
  for (const [name, bytes] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), bytes);
  }
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Runs the code of an example as the body of a function that is given the package and some values. What
 * the last line prints must end as a comment behind it says.
 */
async function run(code: string, given: Values): Promise<void> {
  const body = code.replace(/^import .* from 'onelayer';\n/m, '');
  const { code: script } = transformSync(`(async () => {${body}})()`, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    isModule: false,
  });
  let printed: unknown;
  const log = (...values: unknown[]): void => void (printed = values.at(-1));
  const values = { ...onelayer, ...given, console: { log, error: log, table: log } };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is our own comments'
  const call = new Function(...Object.keys(values), `return ${script}`) as (
    ...given: unknown[]
  ) => Promise<void>;
  await call(...Object.values(values));
  const expected = /\/\/ (?:…, )?(?<value>.*)\n$/.exec(code);
  if (expected !== null) expect(String(printed)).to.equal(expected.groups!.value);
}

describe('the examples of the API', () => {
  const all = documented();
  const exported = exportedNames();
  let folder: string;
  let cwd: string;
  let given: Values;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    writeFiles(folder);
    cwd = process.cwd();
    process.chdir(folder);
    const { X, y, shape } = flowers(150);
    const labels = [...y].map((k) => NAMES[k]);
    const data = onelayer.dataSet({ X, labels, features: shape[1] });
    const sets = onelayer.split(data, { validation: 20, test: 20 });
    const classifier = new onelayer.LinearClassifier({ epochs: 2 });
    await classifier.fit(sets.training);
    given = { data, ...sets, row: [1, 2, 1, 2], classifier };
    expect(Object.keys(given)).to.have.members(Object.keys(GIVEN));
  });
  after(() => {
    process.chdir(cwd);
    rmSync(folder, { recursive: true });
  });

  for (const { name, where, examples } of all) {
    if (NOT_RUN.includes(name)) continue;
    examples.forEach((code, i) => {
      it(`run: ${name}${i > 0 ? `, number ${i + 1}` : ''} (${where})`, () => run(code, given));
    });
  }

  it('are there for each function and class that is exported', () => {
    const values = Object.entries(onelayer).filter(([, value]) => typeof value === 'function');
    const without = values
      .map(([name]) => name)
      .filter((name) => !all.some((one) => one.name === name && one.examples.length > 0));
    expect(without).to.have.members(WITHOUT_EXAMPLE);
  });

  it('and each exported name stands in a category', () => {
    expect(exported).to.include.members(Object.keys(onelayer));
    const without = exported.filter(
      (name) => !all.some((one) => one.name === name && one.category !== null),
    );
    expect(without).to.deep.equal([]);
  });
});
