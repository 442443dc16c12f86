import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../src/data';
import { prepareFolder, storeFile } from '../../src/files';
import { removeLeftovers, temporaryPath } from '../../src/files';
import { itUnless } from '../support/it-unless';
import { failureOf, rejection } from '../support/rejection';
import { temporaryFolder, withTemporaryFolder } from '../support/temporary-folder';

describe('cacheFolder', () => {
  const home = os.homedir();
  const cases: [NodeJS.ProcessEnv, NodeJS.Platform, string][] = [
    [{ ONELAYER_CACHE: '/c', XDG_CACHE_HOME: '/x' }, 'linux', '/c'],
    [{ ONELAYER_CACHE: 'c' }, 'linux', path.resolve('c')],
    [{ ONELAYER_CACHE: '', XDG_CACHE_HOME: '/x' }, 'linux', '/x/onelayer'],
    [{ XDG_CACHE_HOME: 'relative' }, 'linux', path.join(home, '.cache/onelayer')],
    [{}, 'linux', path.join(home, '.cache/onelayer')],
    [{}, 'darwin', path.join(home, 'Library/Caches/onelayer')],
    [{ LOCALAPPDATA: '/l' }, 'win32', '/l/onelayer/Cache'],
  ];
  for (const [environment, platform, expected] of cases) {
    it(`on ${platform} with ${JSON.stringify(environment)}`, () => {
      expect(cacheFolder(environment, platform)).to.equal(expected);
    });
  }
});

describe('a user without a home', () => {
  const root = path.join(__dirname, '../..');
  const isRoot = process.getuid?.() === 0;

  /** What a script prints that runs without HOME, as a user whom the system doesn't know. */
  function said(script: string): string {
    const prologue = `
      for (const name of ['HOME', 'XDG_CACHE_HOME', 'ONELAYER_CACHE']) delete process.env[name];
      const { cacheFolder } = require('./src/data');
      const { interpret } = require('./src/data/cifar10/options');
      const { keepPlan, recallPlan } = require('./src/backend/tuning/remembered-plans');
      process.setuid(4242);
      const report = (value) => console.log(JSON.stringify(value));
      const reportError = ({ name, code, message }) => report({ name, code, message });`;
    const args = ['-r', './scripts/run-typescript.js', '-e', `${prologue}${script}`];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect(stderr).to.equal('');
    return stdout;
  }

  const sentence =
    'there is no folder for the cache, since this user has no home: set HOME, or ONELAYER_CACHE to a folder';

  itUnless(isRoot ? null : 'becoming somebody else needs root', 'is told what to set', () => {
    const error = { name: 'OnelayerError', code: 'DATA_UNAVAILABLE', message: sentence };
    const script = 'try { report(cacheFolder()); } catch (error) { reportError(error); }';
    expect(JSON.parse(said(script))).to.deep.equal(error);
    expect(JSON.parse(said(`process.env.HOME = 'relative'; ${script}`))).to.deep.equal(error);
  });

  itUnless(
    isRoot ? null : 'becoming somebody else needs root',
    'needs none for data from elsewhere, and has plans for one process',
    () => {
      const script = `
        report([
          interpret({ files: ['test_batch'], from: 'folder' }).from,
          recallPlan('a') ?? null,
          keepPlan('a', { product: 'direct', tileRows: 1 }),
        ]);`;
      expect(JSON.parse(said(script))).to.deep.equal(['folder', null, sentence]);
    },
  );
});

describe('storing a file in the cache', () => {
  const folder = temporaryFolder();
  const at = (...parts: string[]): string => path.join(folder(), ...parts);

  it('replaces the old one, and leaves nothing else', async () => {
    await storeFile(folder(), 'a.bin', Buffer.from('old'));
    await storeFile(folder(), 'a.bin', Buffer.from('new'));
    expect(readFileSync(at('a.bin'), 'utf8')).to.equal('new');
    expect(readdirSync(folder())).to.deep.equal(['a.bin']);
  });

  it('stops when it is aborted, and leaves the old one alone', async () => {
    await storeFile(folder(), 'a.bin', Buffer.from('old'));
    const controller = new AbortController();
    const storing = storeFile(folder(), 'a.bin', Buffer.alloc(50e6), controller.signal);
    setImmediate(() => controller.abort());
    const error = await failureOf(storing);
    expect(error?.name).to.equal('AbortError');
    expect(readFileSync(at('a.bin'), 'utf8')).to.equal('old');
    expect(readdirSync(folder())).to.deep.equal(['a.bin']);
  });

  it('says so when a folder is in its place, and leaves nothing behind', async () => {
    await mkdir(at('a.bin'));
    const said = await rejection(() => storeFile(folder(), 'a.bin', Buffer.of(1)), 'NOT_WRITABLE');
    expect(said).to.include(at('a.bin')).and.include('ONELAYER_CACHE');
    expect(readdirSync(folder())).to.deep.equal(['a.bin']);
  });

  it('says so when a file is where the cache folder should be', async () => {
    writeFileSync(at('file'), '');
    for (const place of [at('file'), at('file', 'cifar-10')]) {
      const said = await rejection(() => prepareFolder(place, 1), 'NOT_WRITABLE');
      expect(said).to.include(`the cache folder ${place} can't be written`);
      expect(said).to.include('ONELAYER_CACHE');
    }
  });

  it('says so beforehand when the disk has not the room', async () => {
    const said = await rejection(() => prepareFolder(at('new'), 1e18), 'NOT_WRITABLE');
    expect(said).to.match(
      /the disk is full; 1000000000000000000 bytes are needed, and \d+ are free/,
    );
    expect(said).to.include(at('new')).and.include('ONELAYER_CACHE');
  });

  describe('on small and read-only disks', () => {
    const mount = (at: string, options: string): boolean =>
      spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at]).status === 0;
    const unmount = (at: string): void => void spawnSync('umount', [at]);
    const cannotMount = withTemporaryFolder((at) => {
      if (!mount(at, 'size=1m')) return 'mounting a disk needs the right to';
      unmount(at);
      return null;
    });
    afterEach(() => unmount(folder()));

    itUnless(cannotMount, 'says so when the disk is full, and leaves nothing behind', async () => {
      mount(folder(), 'size=1m');
      const bytes = Buffer.alloc(3_000_000);
      const said = await rejection(() => storeFile(folder(), 'a.bin', bytes), 'NOT_WRITABLE');
      expect(said).to.include(`${at('a.bin')} can't be written: the disk is full`);
      expect(said).to.include('3000000 bytes are needed').and.include('ONELAYER_CACHE');
      expect(readdirSync(folder())).to.deep.equal([]);
      const beforehand = await rejection(() => prepareFolder(folder(), 3e6), 'NOT_WRITABLE');
      expect(beforehand).to.match(
        /the disk is full; 3000000 bytes are needed, and 1048576 are free/,
      );
    });

    itUnless(cannotMount, 'says so when the disk is read-only', async () => {
      mount(folder(), 'ro');
      const said = await rejection(() => prepareFolder(folder(), 1), 'NOT_WRITABLE');
      expect(said).to.match(/the disk is read-only; 1 bytes are needed: .*ONELAYER_CACHE/);
    });
  });
});

describe('temporary files', () => {
  const folder = temporaryFolder();
  const YESTERDAY = new Date(Date.now() - 25 * 3600 * 1000);

  /** A temporary file as another process, or another machine, would have named it. */
  function leave(change: (name: string) => string, modified = new Date()): string {
    const file = change(temporaryPath(folder(), 'a.bin'));
    writeFileSync(file, 'half');
    utimesSync(file, modified, modified);
    return file;
  }
  const ofProcess = (pid: number | undefined) => (name: string) =>
    name.replace(`-${process.pid}-`, `-${pid ?? 0}-`);
  const ofAnotherMachine = (name: string): string => name.replace(/\.[0-9a-f]{8}-/, '.00000000-');

  it('of dead processes are removed; those of live ones, and other files, stay', async () => {
    const dead = spawnSync(process.execPath, ['--version']).pid;
    const removed = [
      leave(ofProcess(dead)),
      leave(ofAnotherMachine, YESTERDAY),
      leave((name) => name, YESTERDAY),
    ];
    const kept = [
      leave((name) => name),
      leave(ofProcess(process.ppid)),
      leave(ofProcess(process.ppid), YESTERDAY),
      leave(ofAnotherMachine),
      leave(() => path.join(folder(), 'data_batch_1.bin'), YESTERDAY),
      leave(() => path.join(folder(), '.mine.tmp'), YESTERDAY),
    ];
    await removeLeftovers(folder());
    expect(removed.filter((file) => existsSync(file))).to.deep.equal([]);
    expect(kept.filter((file) => !existsSync(file))).to.deep.equal([]);
  });
});
