import { expect } from 'chai';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Cifar10FileName } from '../../src/data';
import { loadCifar10 } from '../../src/data/cifar10/load';
import { itUnless } from '../support/it-unless';
import { pickledBatch } from '../support/pickles';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import { binaryArchive, imagesOf, tarGz, TINY, writeBinaryVersion } from '../support/tiny-cifar10';

const FILES: readonly Cifar10FileName[] = ['data_batch_1', 'test_batch'];

describe('the path that the user names', () => {
  const folder = temporaryFolder();
  const at = (...parts: string[]): string => path.join(folder(), ...parts);

  const load = (from: string) =>
    loadCifar10({ files: FILES, from, cache: at('cache') }, { edition: TINY, sources: [] });

  async function writePythonVersion(to: string): Promise<void> {
    await mkdir(to, { recursive: true });
    for (const name of FILES) await writeFile(path.join(to, name), pickledBatch(name));
  }

  describe('can be', () => {
    const places: [string, () => Promise<string>][] = [
      ['a folder with the .bin files', () => writeBinaryVersion(at('bin'))],
      [
        'the folder above cifar-10-batches-bin',
        () => writeBinaryVersion(at('cifar-10-batches-bin')).then(folder),
      ],
      ['a folder with the Python version', () => writePythonVersion(at('py')).then(() => at('py'))],
      [
        'the folder above cifar-10-batches-py',
        () => writePythonVersion(at('cifar-10-batches-py')).then(folder),
      ],
      [
        'a folder with the binary archive',
        async () => {
          await writeFile(at('cifar-10-binary.tar.gz'), await binaryArchive());
          return folder();
        },
      ],
      [
        'the binary archive, under another name',
        async () => {
          await writeFile(at('mine.tgz'), await binaryArchive());
          return at('mine.tgz');
        },
      ],
      [
        'the Python archive',
        async () => {
          const file = at('cifar-10-python.tar.gz');
          const entries = FILES.map((n) => [`cifar-10-batches-py/${n}`, pickledBatch(n)] as const);
          await writeFile(file, await tarGz(entries));
          return file;
        },
      ],
      [
        'a link to a folder',
        async () => {
          await symlink(await writeBinaryVersion(at('bin')), at('link'));
          return at('link');
        },
      ],
    ];
    for (const [title, place] of places) {
      it(`${title}; the cache has no part in it`, async () => {
        const from = await place();
        const { source, files, sets, all } = await load(from);
        expect(source).to.include(from);
        expect(files).to.deep.equal(FILES.map((name) => ({ name, md5: TINY.md5[name] })));
        expect(Object.keys(sets)).to.have.members([...FILES]);
        expect(Buffer.compare(sets.test_batch.X, imagesOf('test_batch'))).to.equal(0);
        expect(Buffer.compare(all.X, Buffer.concat(FILES.map(imagesOf)))).to.equal(0);
        expect(await rejection(() => load(at('cache')), 'DATA_UNAVAILABLE')).to.match(/no such/);
      });
    }
  });

  describe('is a clear error when it', () => {
    const cases: [string, () => Promise<string>, RegExp][] = [
      [
        'is missing',
        () => Promise.resolve(at('no')),
        /no: there is no such file or folder; expected a folder with/,
      ],
      [
        'leads through a file',
        () => writeFile(at('f'), '').then(() => at('f', 'x')),
        /no such file/,
      ],
      ['is an empty folder', () => Promise.resolve(folder()), /it is empty; expected/],
      [
        'has none of the files',
        () => writeFile(at('readme.txt'), '').then(folder),
        /it has none of them; it holds readme.txt; expected/,
      ],
      [
        'has many other files',
        async () => {
          for (let i = 0; i < 12; i++) await writeFile(at(`file${i}`), '');
          return folder();
        },
        /and 4 more/,
      ],
      [
        'lacks a file',
        () => writeBinaryVersion(at('bin'), ['data_batch_1']),
        /bin lacks test_batch\.bin/,
      ],
      [
        'is an empty file',
        () => writeFile(at('f'), '').then(() => at('f')),
        /got an empty file; expected/,
      ],
      [
        'is a .bin file',
        () => writeBinaryVersion(at('bin')).then((bin) => path.join(bin, 'test_batch.bin')),
        /got bytes of no known format; expected a folder.* \(programs train on other data: see the README\)$/,
      ],
    ];
    for (const [title, place, message] of cases) {
      it(title, async () => {
        const from = await place();
        const said = await rejection(() => load(from), 'DATA_UNAVAILABLE');
        expect(said).to.match(message);
        expect(said).to.include(from);
      });
    }

    const readsAll = process.getuid?.() === 0 || process.platform === 'win32';
    itUnless(readsAll ? 'this user may read everything' : null, 'may not be read', async () => {
      chmodSync(await writeBinaryVersion(at('bin')), 0o000);
      const said = await rejection(() => load(at('bin')), 'DATA_UNAVAILABLE');
      chmodSync(at('bin'), 0o700);
      expect(said).to.match(/may not be read \(EACCES\)/);
    });
  });

  describe('has a file that', () => {
    const damages: [string, (bytes: Uint8Array) => Uint8Array, RegExp][] = [
      [
        'is truncated',
        (b) => b.subarray(1),
        /expected 12292 bytes \(4 .*\), got 12291: .*truncated/,
      ],
      ['is empty', () => new Uint8Array(0), /got 0: the file is truncated/],
      ['is oversized', (b) => Buffer.concat([b, b]), /got 24584: the file is oversized/],
      [
        'has one altered byte',
        (b) => b.with(777, b[777] ^ 1),
        /expected the MD5 sum \w{32}, got \w{32}/,
      ],
    ];
    for (const [title, damage, message] of damages) {
      it(`${title}: the error names it, and says what to do`, async () => {
        const bin = await writeBinaryVersion(at('bin'));
        const file = path.join(bin, 'test_batch.bin');
        writeFileSync(file, damage(readFileSync(file)));
        const said = await rejection(() => load(bin), 'DATA_INVALID');
        expect(said).to.match(message);
        expect(said).to.include(file).and.include('get it again from https://');
      });
    }

    it('is a folder', async () => {
      const bin = await writeBinaryVersion(at('bin'), ['data_batch_1']);
      await mkdir(path.join(bin, 'test_batch.bin'));
      expect(await rejection(() => load(bin), 'DATA_INVALID')).to.match(
        /test_batch.bin: expected a file/,
      );
    });

    it('is a pickle of altered data', async () => {
      await writePythonVersion(at('py'));
      await writeFile(at('py', 'test_batch'), pickledBatch('test_batch', { labels: [1, 1, 1, 1] }));
      expect(await rejection(() => load(at('py')), 'DATA_INVALID')).to.match(
        /test_batch: expected the MD5/,
      );
    });
  });
});
