import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Cifar10FileName } from '../../src/data';
import { loadCifar10 } from '../../src/data/cifar10/load';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';
import { binaryArchive, binaryOf, tarGz, TINY } from '../support/tiny-cifar10';

const FILES: readonly Cifar10FileName[] = ['data_batch_1', 'test_batch'];

describe('an archive that the user names and that', () => {
  const folder = temporaryFolder();
  const at = (...parts: string[]): string => path.join(folder(), ...parts);

  const load = (from: string) =>
    loadCifar10({ files: FILES, from, cache: at('cache') }, { edition: TINY, sources: [] });

  const bin = 'cifar-10-batches-bin';
  const batch1 = [`${bin}/data_batch_1.bin`, binaryOf('data_batch_1')] as const;
  const cases: [string, () => Buffer | Promise<Buffer>, RegExp][] = [
    [
      'is truncated',
      async () => (await binaryArchive()).subarray(0, 20_000),
      /archive is truncated/,
    ],
    [
      'is damaged in the middle',
      async () => {
        const archive = await binaryArchive();
        return Buffer.from(archive.fill(0x55, 5000, 6000));
      },
      /undamaged|MD5/,
    ],
    [
      'is a gzip of no tar',
      () => gzipSync(Buffer.alloc(5000, 'x')),
      /expected a tar archive in it/,
    ],
    ['is empty', () => gzipSync(Buffer.alloc(0)), /lacks data_batch_1.bin, test_batch.bin/],
    ['has one file only', () => tarGz([batch1]), /the archive lacks test_batch.bin/],
    [
      'has a file that is too large',
      () => tarGz([batch1, [`${bin}/test_batch.bin`, new Uint8Array(20_000)]]),
      /expected at most 12292 bytes in test_batch.bin, got 20000/,
    ],
    [
      'has a file that is too small',
      () => tarGz([batch1, [`${bin}/test_batch.bin`, new Uint8Array(20)]]),
      /test_batch.bin in .*got 20: the file is truncated/,
    ],
    [
      'has a link to a file of the machine',
      () => tarGz([batch1, [`${bin}/test_batch.bin`, { link: '/etc/passwd' }]]),
      /the archive lacks test_batch.bin/,
    ],
    [
      'unpacks to more than any CIFAR-10',
      () => Buffer.concat(Array<Buffer>(65).fill(gzipSync(Buffer.alloc(8 * 2 ** 20)))),
      /expected at most 536870912 bytes when unpacked/,
    ],
  ];
  for (const [title, archive, message] of cases) {
    const takesLong = title.startsWith('unpacks to more');
    (takesLong ? itThoroughly : it)(`${title}: the error says so`, async () => {
      const file = at('cifar-10-binary.tar.gz');
      await writeFile(file, await archive());
      const said = await rejection(() => load(file), 'DATA_INVALID');
      expect(said).to.match(message);
      expect(said).to.include(file);
    });
  }

  it('tries to write outside: its paths are ignored, its files taken', async () => {
    const file = at('evil.tar.gz');
    const above = ['../../../data_batch_1.bin', binaryOf('data_batch_1')] as const;
    const absolute = [at('test_batch.bin'), binaryOf('test_batch')] as const;
    await writeFile(file, await tarGz([above, absolute]));
    const { sets } = await load(file);
    expect(Object.keys(sets)).to.have.members([...FILES]);
    expect(readdirSync(folder())).to.deep.equal(['evil.tar.gz']);
  });
});
