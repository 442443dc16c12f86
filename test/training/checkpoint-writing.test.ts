import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { selectBackend } from '../../src/backend';
import { temporaryPath } from '../../src/files';
import { train } from '../../src/library';
import { readCheckpoint } from '../../src/training';
import { trainRun } from '../support/trained';
import { itUnless } from '../support/it-unless';
import { failureOf, rejection } from '../support/rejection';
import { temporaryFolder, withTemporaryFolder } from '../support/temporary-folder';
import { SMALL, SMALL_SETTINGS } from '../support/trainings';

const backend = selectBackend({ backend: 'js' });
const data = SMALL.bytes;

describe('a training that is kept in a file', () => {
  const folder = temporaryFolder();
  const at = (...parts: string[]): string => path.join(folder(), ...parts);
  const trainInto = (file: string) => () =>
    trainRun(backend, data, SMALL_SETTINGS, { checkpoint: { file, every: 2 } });

  it('leaves the last state there, and nothing else', async () => {
    await trainInto(at('run.ckpt'))();
    expect(readdirSync(folder())).to.deep.equal(['run.ckpt']);
    expect((await readCheckpoint(at('run.ckpt'))).progress).to.deep.equal({ epoch: 4, step: 0 });
  });

  it('fails, and says why, where a folder is in the place of the file', async () => {
    mkdirSync(at('run.ckpt'));
    const said = await rejection(trainInto(at('run.ckpt')), 'NOT_WRITABLE');
    expect(said).to.equal(`${at('run.ckpt')} can't be written: it is a folder`);
    expect(readdirSync(folder())).to.deep.equal(['run.ckpt']);
  });

  it('fails in the library too, and does not count as stopped', async () => {
    const file = at('no', 'run.ckpt');
    const training = () => train(data.training, { epochs: 2, batchSize: 10, checkpoint: file });
    const awaited = await rejection(async () => await training(), 'NOT_WRITABLE');
    expect(awaited).to.equal(`${file} can't be written: the folder does not exist`);
    const run = training();
    const loop = async (): Promise<void> => {
      // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the end is what is waited for
      for await (const _ of run);
    };
    expect(await rejection(loop, 'NOT_WRITABLE')).to.equal(awaited);
    expect(await rejection(async () => await run, 'NOT_WRITABLE')).to.equal(awaited);
  });

  it('removes what a killed process left of the file', async () => {
    const dead = spawnSync(process.execPath, ['--version']).pid;
    const left = temporaryPath(folder(), 'run.ckpt').replace(`-${process.pid}-`, `-${dead}-`);
    writeFileSync(left, 'half');
    await trainInto(at('run.ckpt'))();
    expect(readdirSync(folder())).to.deep.equal(['run.ckpt']);
  });

  const plans: [unknown, string][] = [
    [5, 'checkpoint: expected an object, got 5'],
    [{}, 'checkpoint.file: expected a string, got undefined'],
    [{ file: '' }, 'checkpoint.file: expected a string that is not empty, got ""'],
    [{ file: 'x', every: 0 }, 'checkpoint.every: expected a positive integer, got 0'],
    [{ file: 'x', every: NaN }, 'checkpoint.every: expected a positive integer, got NaN'],
    [
      { file: 'x', evry: 1 },
      'checkpoint: expected only the keys file, every, got "evry": did you mean every?',
    ],
  ];
  for (const [plan, message] of plans) {
    it(`is refused: ${message}`, async () => {
      const checkpoint = plan as { file: string };
      const error = await failureOf(trainRun(backend, data, SMALL_SETTINGS, { checkpoint }));
      expect(error).to.include({ message, code: 'INVALID_ARGUMENT' });
    });
  }

  describe('on small and read-only disks', () => {
    const run = (...command: string[]): boolean =>
      spawnSync(command[0], command.slice(1)).status === 0;
    const mount = (disk: string): boolean =>
      run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk);
    const cannotMount = withTemporaryFolder((disk) => {
      if (!mount(disk)) return 'mounting a disk needs the right to';
      run('umount', disk);
      return null;
    });
    afterEach(() => void run('umount', folder()));

    const refuses = async (message: string): Promise<void> => {
      const others = readdirSync(folder());
      const old = readFileSync(at('run.ckpt'));
      const said = await rejection(trainInto(at('run.ckpt')), 'NOT_WRITABLE');
      expect(said).to.equal(`${at('run.ckpt')} can't be written: ${message}`);
      expect(readFileSync(at('run.ckpt')).equals(old), 'the old file is whole').to.equal(true);
      expect(readdirSync(folder())).to.deep.equal(others);
      await readCheckpoint(at('run.ckpt'));
    };

    itUnless(cannotMount, 'fails where the disk is full; the old file stays whole', async () => {
      mount(folder());
      await trainInto(at('run.ckpt'))();
      // What is left is too little for another one.
      const size = readFileSync(at('run.ckpt')).length;
      const pages = Math.ceil(size / 4096);
      writeFileSync(at('ballast'), Buffer.alloc((16 - 2 * pages + 1) * 4096));
      await refuses('the disk is full');
    });

    itUnless(
      cannotMount,
      'fails where the disk is read-only; the old file stays whole',
      async () => {
        mount(folder());
        await trainInto(at('run.ckpt'))();
        run('mount', '-o', 'remount,ro', folder());
        await refuses('the disk is read-only');
      },
    );
  });
});
