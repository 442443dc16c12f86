import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { CIFAR10_FILE_NAMES } from '../../src/data';
import { prepareFolder } from '../../src/files';
import { loadCifar10 } from '../../src/data/cifar10/load';
import { startChild, until } from '../support/child';
import { FetchingFixture, send } from '../support/fetching-fixture';
import { binaryOf } from '../support/tiny-cifar10';
import { thorough } from '../support/thorough';

describe('a cache that several processes use', () => {
  const f = new FetchingFixture();
  const cache = (): string => path.join(f.folder(), 'cache');

  function expectGoodCache(): void {
    expect(f.cachedFiles()).to.deep.equal(CIFAR10_FILE_NAMES.map((name) => `${name}.bin`));
    for (const name of CIFAR10_FILE_NAMES) {
      const stored = readFileSync(path.join(f.cached, `${name}.bin`));
      expect(Buffer.compare(stored, binaryOf(name)), name).to.equal(0);
    }
  }

  it('is good after two fetched at once', async () => {
    const waiting: ServerResponse[] = [];
    f.server.answer = (_request, response) => {
      waiting.push(response);
      if (waiting.length === 2) for (const each of waiting) each.end(f.archive);
    };
    const children = [1, 2].map(() => startChild('load-tiny', cache(), f.server.url));
    for (const { outcome } of children) {
      const { code, stdout, stderr } = await outcome;
      expect(stdout + stderr).to.match(/now in the cache/);
      expect(code).to.equal(0);
    }
    expect(f.server.requests).to.have.length(2);
    expectGoodCache();
  });

  it('is good after one was killed in the middle of a download', async () => {
    f.server.answer = (_request, response) => void response.write(f.archive.subarray(0, 40_000));
    const writer = startChild('load-tiny', cache(), f.server.url);
    const first = path.join(f.cached, 'data_batch_1.bin');
    await until('a file is stored', () => existsSync(first));
    writer.child.kill('SIGKILL');
    await writer.outcome;
    expect(f.cachedFiles()).to.not.include('test_batch.bin');

    f.server.answer = send(f.archive);
    const { source } = await loadCifar10(f.options(...CIFAR10_FILE_NAMES), f.world(f.official()));
    expect(source).to.match(/^the cache .*, completed from the official archive/);
    expect(f.notices).to.deep.equal([]);
    expectGoodCache();
  });

  it('has whole files alone after one was killed in the middle of storing', async () => {
    await prepareFolder(f.cached, 1);
    const temporary = (): string[] => readdirSync(f.cached).filter((file) => file !== 'a.bin');
    for (let turn = 0; turn < thorough(3, 1); turn++) {
      const writer = startChild('store-forever', f.cached);
      await until('a file is stored', () => existsSync(path.join(f.cached, 'a.bin')));
      await until('one is being stored', () => temporary().length > 0);
      writer.child.kill('SIGKILL');
      await writer.outcome;
      const bytes = readFileSync(path.join(f.cached, 'a.bin'));
      expect(bytes.length).to.equal(8_000_000);
      expect(Buffer.compare(bytes, Buffer.alloc(8_000_000, bytes[0]))).to.equal(0);
      await prepareFolder(f.cached, 1);
      expect(temporary()).to.deep.equal([]);
    }
  });
});
