import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { storeWhole, writeDerived, writeWhole } from '../../src/files';
import { itUnless } from '../support/it-unless';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

const root = path.join(__dirname, '../..');
const isRoot = process.getuid?.() === 0;

/** Every way in which files are written. */
const WAYS: Readonly<Record<string, (file: string, text: string) => Promise<void> | void>> = {
  storeWhole: (file, text) => storeWhole(file, [Buffer.from(text)]),
  writeWhole,
  writeDerived,
};

for (const [name, write] of Object.entries(WAYS)) {
  describe(`a file that ${name} replaces`, () => {
    const folder = temporaryFolder();
    const at = (file: string): string => path.join(folder(), file);
    const modeOf = (file: string): number => statSync(at(file)).mode & 0o7777;
    let mask: number;
    beforeEach(() => (mask = process.umask(0o022)));
    afterEach(() => process.umask(mask));

    for (const mode of [0o600, 0o640, 0o666, 0o444]) {
      it(`keeps its mode, ${mode.toString(8)}`, async () => {
        writeFileSync(at('a'), 'old');
        chmodSync(at('a'), mode);
        await write(at('a'), 'new');
        expect(readFileSync(at('a'), 'utf8')).to.equal('new');
        expect(modeOf('a').toString(8)).to.equal(mode.toString(8));
        expect(readdirSync(folder())).to.deep.equal(['a']);
      });
    }

    it('has the mode that the mask leaves, if there was none', async () => {
      process.umask(0o027);
      await write(at('a'), 'new');
      expect(modeOf('a').toString(8)).to.equal('640');
    });

    itUnless(isRoot ? null : 'only root may give files away', 'keeps its owner', async () => {
      writeFileSync(at('a'), 'old');
      chownSync(at('a'), 65534, 65533);
      await write(at('a'), 'new');
      const { uid, gid } = statSync(at('a'));
      expect({ uid, gid }).to.deep.equal({ uid: 65534, gid: 65533 });
    });

    it('is what a link points to', async () => {
      mkdirSync(at('elsewhere'));
      writeFileSync(at('elsewhere/a'), 'old', { mode: 0o600 });
      symlinkSync(at('elsewhere/a'), at('link'));
      await write(at('link'), 'new');
      expect(readFileSync(at('elsewhere/a'), 'utf8')).to.equal('new');
      expect(modeOf('elsewhere/a').toString(8)).to.equal('600');
      expect(readdirSync(folder()).toSorted()).to.deep.equal(['elsewhere', 'link']);
    });

    it('must be a file: a pipe stays', async () => {
      expect(spawnSync('mkfifo', [at('pipe')]).status).to.equal(0);
      const writing = new Promise((resolve) => resolve(write(at('pipe'), 'new')));
      const said = await rejection(() => writing, 'NOT_WRITABLE');
      expect(said).to.equal(`${at('pipe')} can't be written: it is a device or a pipe`);
      expect(statSync(at('pipe')).isFIFO()).to.equal(true);
    });

    it('leaves nothing for ever of a process that was killed before the rename', async () => {
      writeFileSync(at('a'), 'old');
      const script = `
        const fs = require('node:fs');
        const promises = require('node:fs/promises');
        fs.renameSync = promises.rename = () => process.kill(process.pid, 'SIGKILL');
        const files = require('./src/files');
        const content = ${name === 'storeWhole' ? "[Buffer.from('half')]" : "'half'"};
        void files.${name}(${JSON.stringify(at('a'))}, content);`;
      const args = ['-r', './scripts/run-typescript.js', '-e', script];
      expect(spawnSync(process.execPath, args, { cwd: root }).signal).to.equal('SIGKILL');
      expect(readdirSync(folder())).to.have.length(2);
      expect(readFileSync(at('a'), 'utf8')).to.equal('old');
      await write(at('a'), 'new');
      expect(readdirSync(folder())).to.deep.equal(['a']);
    });
  });
}

describe('a platform that flushes nothing', () => {
  const folder = temporaryFolder();

  it("gets its files all the same: Yarn's Plug'n'Play has file handles without sync", async () => {
    const file = path.join(folder(), 'a');
    const handle = await open(folder());
    const prototype = Object.getPrototypeOf(handle) as { sync: () => Promise<void> };
    await handle.close();
    const { sync } = prototype;
    prototype.sync = () => Promise.reject(new Error('Method not implemented.'));
    try {
      await storeWhole(file, [Buffer.from('new')]);
    } finally {
      prototype.sync = sync;
    }
    expect(readFileSync(file, 'utf8')).to.equal('new');
  });

  itUnless(isRoot ? null : 'becoming somebody else needs root', 'nor lists its folders', () => {
    chmodSync(folder(), 0o733);
    const script = `
      const { storeWhole, writeWhole } = require('./src/files');
      process.setgroups([]);
      process.setgid(65534);
      process.setuid(65534);
      writeWhole(${JSON.stringify(path.join(folder(), 'a'))}, 'new');
      void storeWhole(${JSON.stringify(path.join(folder(), 'b'))}, [Buffer.from('new')]);`;
    const args = ['-r', './scripts/run-typescript.js', '-e', script];
    const { stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    expect(stderr).to.equal('');
    expect(readdirSync(folder()).toSorted()).to.deep.equal(['a', 'b']);
  });
});
