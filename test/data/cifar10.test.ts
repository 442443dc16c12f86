import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CIFAR10_FILES, loadCifar10 } from '../../src/data';
import { recordsFromPickle } from '../../src/data/cifar10/formats/python-batch';
import { packRecords } from '../../src/data/cifar10/formats/records';
import { cifar10, describeWithCifar10 } from '../support/cifar10';
import { pickledBatch } from '../support/pickles';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

describeWithCifar10('the real CIFAR-10', () => {
  const folder = temporaryFolder();

  it('has 10,000 images of 3,072 bytes in each file, with the published MD5 sums', async () => {
    const { files, sets } = await cifar10();
    for (const { name, md5 } of files) {
      const { samples, features, labels, X } = sets[name];
      expect([samples, features]).to.deep.equal([10_000, 3072]);
      const sum = createHash('md5').update(packRecords(labels, X)).digest('hex');
      expect(sum)
        .to.equal(md5)
        .and.equal(CIFAR10_FILES.find((file) => file.name === name)?.md5);
    }
  });

  it('has 1,000 test images of each class, and begins with a cat and two ships', async () => {
    const { labels, classes } = (await cifar10()).sets.test_batch;
    const counts = classes.map((_, k) => [...labels].reduce((sum, y) => sum + Number(y === k), 0));
    expect(counts).to.deep.equal(Array(10).fill(1000));
    expect([...labels.subarray(0, 3)].map((k) => classes[k])).to.deep.equal([
      'cat',
      'ship',
      'ship',
    ]);
  });

  it('comes out of a pickle as it went in', async () => {
    const { labels, X } = (await cifar10()).sets.test_batch;
    const pickle = pickledBatch('test_batch', { rows: 10_000, labels: [...labels], pixels: X });
    const records = recordsFromPickle(pickle, 'test_batch', 10_000);
    expect(Buffer.compare(records, packRecords(labels, X))).to.equal(0);
  });

  const damages: [string, (bytes: Uint8Array) => Uint8Array, RegExp][] = [
    [
      'truncated',
      (bytes) => bytes.subarray(1),
      /expected 30730000 bytes .* got 30729999: .*truncated/,
    ],
    [
      'altered by a bit',
      (bytes) => ((bytes[12_345_678] ^= 1), bytes),
      /expected the MD5 sum 803d5f7f/,
    ],
  ];
  for (const [title, damage, message] of damages) {
    it(`is refused when a file is ${title}`, async () => {
      const { labels, X } = (await cifar10()).sets.test_batch;
      writeFileSync(path.join(folder(), 'test_batch.bin'), damage(packRecords(labels, X)));
      const run = (): Promise<unknown> => loadCifar10({ files: ['test_batch'], from: folder() });
      expect(await rejection(run, 'DATA_INVALID')).to.match(message);
    });
  }
});
