import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { storeWhole, temporaryPath } from '../../src/files';
import { itUnless } from '../support/it-unless';
import { rejection } from '../support/rejection';
import { temporaryFolder, withTemporaryFolder } from '../support/temporary-folder';

describe('storeWhole', () => {
  const folder = temporaryFolder();
  const at = (...parts: string[]): string => path.join(folder(), ...parts);
  const text = (name: string): string => readFileSync(at(name), 'utf8');
  const parts = (...texts: string[]): Buffer[] => texts.map((part) => Buffer.from(part));

  const refusal = (file: string, ...content: Buffer[]): Promise<string> =>
    rejection(() => storeWhole(file, content), 'NOT_WRITABLE');

  it('writes parts one after another, in place of what was there, and leaves nothing else', async () => {
    await storeWhole(at('a'), parts('old, and long'));
    await storeWhole(at('a'), parts('ne', '', 'w'));
    expect(text('a')).to.equal('new');
    expect(readdirSync(folder())).to.deep.equal(['a']);
  });

  it('leaves the file whole whichever of several writers comes last', async () => {
    const contents = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(1e6));
    await Promise.all(contents.map((content) => storeWhole(at('a'), parts(content))));
    expect(contents).to.include(text('a'));
    expect(readdirSync(folder())).to.deep.equal(['a']);
  });

  it('says so when a folder is in its place, which stays', async () => {
    mkdirSync(at('a'));
    writeFileSync(at('a', 'inside'), 'x');
    expect(await refusal(at('a'), Buffer.of(1))).to.match(/a can't be written: it is a folder$/);
    expect(readdirSync(folder())).to.deep.equal(['a']);
    expect(text('a/inside')).to.equal('x');
  });

  it('says so when its folder is missing, or is a file', async () => {
    writeFileSync(at('file'), 'x');
    expect(await refusal(at('no', 'a'))).to.match(/the folder does not exist$/);
    expect(await refusal(at('file', 'a'))).to.match(/a part of its path is a file, not a folder$/);
    expect(text('file')).to.equal('x');
  });

  it('writes what a link points to, and keeps the link', async () => {
    mkdirSync(at('elsewhere'));
    writeFileSync(at('elsewhere', 'a'), 'old');
    symlinkSync(at('elsewhere', 'a'), at('link'));
    await storeWhole(at('link'), parts('new'));
    expect(text('elsewhere/a')).to.equal('new');
    expect(text('link')).to.equal('new');
  });

  it('removes what a killed process left of this file, and of no other', async () => {
    const dead = spawnSync(process.execPath, ['--version']).pid;
    const leave = (name: string, pid: number): string => {
      const file = temporaryPath(folder(), name).replace(`-${process.pid}-`, `-${pid}-`);
      writeFileSync(file, 'half');
      return file;
    };
    const left = leave('a', dead);
    const others = [leave('b', dead), leave('a', process.ppid), leave('a', process.pid)];
    await storeWhole(at('a'), parts('new'));
    expect(existsSync(left)).to.equal(false);
    expect(others.map((file) => existsSync(file))).to.deep.equal([true, true, true]);
    expect(text('a')).to.equal('new');
  });

  describe('on small and read-only disks', () => {
    const mount = (options: string, disk = folder()): boolean =>
      spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]).status === 0;
    const unmount = (disk = folder()): void => void spawnSync('umount', [disk]);
    const cannotMount = withTemporaryFolder((disk) => {
      if (!mount('size=1m', disk)) return 'mounting a disk needs the right to';
      unmount(disk);
      return null;
    });
    afterEach(() => unmount());

    itUnless(cannotMount, 'says so when the disk is full; the old file stays whole', async () => {
      mount('size=1m');
      await storeWhole(at('a'), parts('old'));
      const said = await refusal(at('a'), Buffer.alloc(300_000), Buffer.alloc(3_000_000));
      expect(said).to.equal(`${at('a')} can't be written: the disk is full`);
      expect(text('a')).to.equal('old');
      expect(readdirSync(folder())).to.deep.equal(['a']);
    });

    itUnless(cannotMount, 'says so when the disk is read-only; the old file stays', async () => {
      mount('size=1m');
      writeFileSync(at('a'), 'old');
      spawnSync('mount', ['-o', 'remount,ro', folder()]);
      expect(await refusal(at('a'))).to.equal(`${at('a')} can't be written: the disk is read-only`);
      expect(text('a')).to.equal('old');
      expect(readdirSync(folder())).to.deep.equal(['a']);
    });
  });
});
