import { expect } from 'chai';
import { loadCifar10 } from '../../src/data/cifar10/load';
import type { Cifar10Source } from '../../src/data/cifar10/sources/source';
import { FetchingFixture } from '../support/fetching-fixture';
import type { Respond } from '../support/loopback-server';
import { failureOf } from '../support/rejection';

describe('fetching stops at once when it is aborted', () => {
  const f = new FetchingFixture();

  const stalls: [string, (stall: Respond) => Cifar10Source][] = [
    [
      'waiting for npm’s registry',
      (stall) => {
        f.server.answer = stall;
        return f.npmAt(f.server.url);
      },
    ],
    ['waiting for npm’s tarball', (stall) => f.npmFrom(stall)],
    [
      'in the middle of npm’s tarball',
      (stall) =>
        f.npmFrom((request, response) => {
          response.setHeader('content-length', f.tarball.length);
          response.write(f.tarball.subarray(0, 20_000));
          stall(request, response);
        }),
    ],
    [
      'waiting for the official archive',
      (stall) => {
        f.server.answer = stall;
        return f.official();
      },
    ],
    [
      'in the middle of the official archive',
      (stall) => {
        f.server.answer = (request, response) => {
          response.write(f.archive.subarray(0, 30_000));
          stall(request, response);
        };
        return f.official();
      },
    ],
  ];
  for (const [title, source] of stalls) {
    it(title, async () => {
      const controller = new AbortController();
      let abortedAt = 0;
      const stalled: Respond = () => {
        setTimeout(() => {
          abortedAt = performance.now();
          controller.abort();
        }, 100);
      };
      const world = f.world(source(stalled), f.official());
      const request = { ...f.options('test_batch'), signal: controller.signal };
      const error = await failureOf(loadCifar10(request, world));
      expect(error?.name).to.equal('AbortError');
      expect(performance.now() - abortedAt).to.be.lessThan(1500);
      expect(f.cachedFiles()).to.deep.equal([]);
      expect(f.progress.at(-1)).to.deep.equal({ phase: 'end' });
    });
  }

  it('before it has begun', async () => {
    const request = { ...f.options('test_batch'), signal: AbortSignal.abort() };
    const world = f.world(f.official());
    const error = await failureOf(loadCifar10(request, world));
    expect(error?.name).to.equal('AbortError');
    expect(f.server.requests).to.deep.equal([]);
  });
});
