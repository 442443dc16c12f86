import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  clearEntries,
  EntryFile,
  entryPath,
  EntryWriter,
  listEntries,
  parsedFolder,
  temporaryPath,
} from '../../src/files';
import { removeOutdated } from '../../src/files/cache/entries';
import { withCache } from '../support/run-here';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

describe('entries of the cache', () => {
  const folder = temporaryFolder();
  const source = { path: '/data/rows, all.csv', size: 12, changed: 1000 };
  const FACTS = { kind: 'test', words: 'some bytes', source, made: 1000, content: { rows: 3 } };
  const inCache = (run: () => Promise<void>) => () =>
    withCache(path.join(folder(), 'a cache'), run);

  const textOf = (bytes: Uint8Array = new Uint8Array()) => Buffer.from(bytes).toString();

  async function written(options: unknown = {}, changed = 1000): Promise<string> {
    const file = entryPath({ ...source, changed }, 'test', options);
    const writer = await EntryWriter.begin(file, 10);
    await writer.append(Buffer.from('first'));
    await writer.append(Buffer.from('second'));
    await writer.replace(0, Buffer.from('1st'));
    expect(existsSync(file)).to.equal(false);
    await writer.commit(FACTS);
    return file;
  }

  it('have their parts and facts', inCache(async () => {
    const entry = await EntryFile.open(await written());
    expect(entry?.facts).to.deep.equal(FACTS);
    expect(textOf(await entry?.read(0))).to.equal('1st');
    expect(textOf(await entry?.read(1))).to.equal('second');
    expect(await entry?.isSound(undefined)).to.equal(true);
    await entry?.close();
    expect(readdirSync(parsedFolder())).to.have.length(1);
  })); // prettier-ignore

  it('leave nothing if they are abandoned', inCache(async () => {
    const writer = await EntryWriter.begin(entryPath(source, 'test', {}), 10);
    await writer.append(Buffer.from('first'));
    await writer.abandon();
    expect(readdirSync(parsedFolder())).to.deep.equal([]);
  })); // prettier-ignore

  it('are known to be damaged, wherever a byte differs', inCache(async () => {
    const file = await written();
    const bytes = readFileSync(file);
    for (let at = 0; at < bytes.length; at++) {
      // What `replace` left of the first part is in no part.
      if (at === 3 || at === 4) continue;
      const damaged = Buffer.from(bytes);
      damaged[at] ^= 0x10;
      writeFileSync(file, damaged);
      const entry = await EntryFile.open(file);
      expect(await entry?.isSound(undefined), `byte ${at}`).to.not.equal(true);
      await entry?.close();
    }
    for (let size = 0; size < bytes.length; size += 7) {
      truncateSync(file, size);
      expect(await EntryFile.open(file)).to.equal(null);
      expect((await listEntries()).map(({ facts }) => facts)).to.deep.equal([null]);
      writeFileSync(file, bytes);
    }
  })); // prettier-ignore

  it('are cleared, with what killed processes left, unless they are used', inCache(async () => {
    const file = await written();
    const other = await written({ header: true });
    writeFileSync(path.join(parsedFolder(), path.basename(temporaryPath('', 'x')).replace(/-\d+-/, '-999999999-')), ''); // prettier-ignore
    const entry = await EntryFile.open(file);
    const { removed, kept } = await clearEntries();
    expect(removed.map((own) => own.file)).to.deep.equal([other]);
    expect(kept.map((own) => own.file)).to.deep.equal([file]);
    expect(textOf(await entry?.read(1))).to.equal('second');
    await entry?.close();
    expect((await clearEntries()).removed).to.have.length(1);
    expect(readdirSync(parsedFolder())).to.deep.equal([]);
  })); // prettier-ignore

  it('of a file as it was before are removed, those of other options stay', inCache(async () => {
    const before = await written();
    const other = await written({ header: true });
    const now = await written({}, 2000);
    await removeOutdated(now);
    expect([before, other, now].map(existsSync)).to.deep.equal([false, true, true]);
  })); // prettier-ignore

  it('say beforehand if the disk has not the room', inCache(async () => {
    const begin = () => EntryWriter.begin(entryPath(source, 'test', {}), 1e18);
    const message = await rejection(begin, 'NOT_WRITABLE');
    expect(message).to.match(/the disk is full; 1000000000000000000 bytes are needed/);
  })); // prettier-ignore
});
