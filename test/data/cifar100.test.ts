import { expect } from 'chai';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CIFAR100_COARSE_CLASSES, CIFAR100_FINE_CLASSES } from '../../src';
import { loadCifar100, type Cifar100Options } from '../../src/data/cifar100/load-cifar100';
import { assertDataSet } from '../../src/data';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import { tarGz } from '../support/tiny-cifar10';

const TINY = { 'train.bin': 300, 'test.bin': 2 };

/** n records: labels 7 i mod 20 and 7 i mod 100, and pixels of i. */
function records(n: number): Buffer {
  return Buffer.concat(
    Array.from({ length: n }, (_, i) =>
      Buffer.concat([Buffer.of((7 * i) % 20, (7 * i) % 100), Buffer.alloc(3072, i)]),
    ),
  );
}

describe('loadCifar100', () => {
  const folder = temporaryFolder();
  const at = (...parts: string[]): string => path.join(folder(), ...parts);
  const load = (from: string, labels?: Cifar100Options['labels']) =>
    loadCifar100({ from, labels }, TINY);
  const write = (to: string, train = records(300), test = records(2)): string => {
    mkdirSync(to, { recursive: true });
    writeFileSync(path.join(to, 'train.bin'), train);
    writeFileSync(path.join(to, 'test.bin'), test);
    return to;
  };
  const archive = () =>
    tarGz([
      ['cifar-100-binary/test.bin', records(2)],
      ['cifar-100-binary/fine_label_names.txt', Buffer.from('apple\n')],
      ['cifar-100-binary/train.bin', records(300)],
    ]);

  it('knows all classes', () => {
    expect(CIFAR100_FINE_CLASSES).to.have.length(100);
    expect(CIFAR100_COARSE_CLASSES).to.have.length(20);
  });

  it('reads fine and coarse labels, and pixels', async () => {
    const { training, test } = await load(write(at('here')));
    expect(training).to.deep.include({ name: 'CIFAR-100 train', samples: 300, features: 3072 });
    expect([...training.labels]).to.deep.equal(Array.from({ length: 300 }, (_, i) => (7 * i) % 100)); // prettier-ignore
    expect(training.X.every((x, at) => x === Math.floor(at / 3072) % 256)).to.equal(true);
    expect(training.classes[0]).to.equal('apple');
    expect(test.samples).to.equal(2);
    assertDataSet('training', training);
    const coarse = await load(at('here'), 'coarse');
    expect([...coarse.training.labels.subarray(0, 4)]).to.deep.equal([0, 7, 14, 1]);
    expect(coarse.training.classes).to.equal(CIFAR100_COARSE_CLASSES);
  });

  it('finds the files in the archive’s folder, or in the archive', async () => {
    const expected = await load(write(at('cifar-100-binary')));
    expect(await load(folder())).to.deep.equal(expected);
    mkdirSync(at('other'));
    for (const [file, from] of [['mine.tgz', 'mine.tgz'], ['other/cifar-100-binary.tar.gz', 'other']]) {
      writeFileSync(at(file), await archive());
      expect(await load(at(from))).to.deep.equal(expected);
    } // prettier-ignore
  });

  it('refuses what is missing, of another size, or has a label beyond the classes', async () => {
    expect(await rejection(() => load(at('none')), 'DATA_UNAVAILABLE')).to.include('got neither');
    const short = write(at('short'), records(299));
    expect(await rejection(() => load(short), 'DATA_INVALID')).to.include('train.bin: expected 922200 bytes of 300 records of 3074, got 919126: it is truncated'); // prettier-ignore
    const long = write(at('long'), records(300), records(3));
    expect(await rejection(() => load(long), 'DATA_INVALID')).to.include('it is too long');
    const wrong = records(300);
    wrong[257 * 3074 + 1] = 100;
    const damaged = write(at('damaged'), wrong);
    expect(await rejection(() => load(damaged), 'DATA_INVALID')).to.include('train.bin: expected a label from 0 to 99 in record 257, got 100'); // prettier-ignore
    const bad = await loadCifar100({ from: damaged, labels: 'both' as never }).catch((e: unknown) => e); // prettier-ignore
    expect(bad).to.have.property('code', 'INVALID_ARGUMENT');
  });

  it('refuses an archive that is truncated', async () => {
    writeFileSync(at('cut.tgz'), (await archive()).subarray(0, 1000));
    await rejection(() => load(at('cut.tgz')), 'DATA_INVALID');
  });
});
