import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { isUint8Array } from 'node:util/types';
import { inLargePages, selectBackend, type FloatArray } from '../../src/backend';
import { describeWithAddon } from '../support/addon';
import { describeEachBackend } from '../support/backends';
import { notFloatArrays } from '../support/hostile';

const LENGTHS = [1, 2, 15, 16, 17, 30_730, 100_000];

describeEachBackend('allocate', (backend) => {
  it('gives zeros of the dtype asked for', () => {
    for (const length of LENGTHS) {
      expect(backend.allocate('float32', length)).to.deep.equal(new Float32Array(length));
      expect(backend.allocate('float64', length)).to.deep.equal(new Float64Array(length));
    }
  });
});

describeWithAddon('arrays of the OpenBLAS backend', ({ bytesPastLine }) => {
  it('begin at a cache line', () => {
    const backend = selectBackend({ backend: 'openblas' });
    for (const length of LENGTHS) {
      for (const dtype of ['float32', 'float64'] as const) {
        expect(bytesPastLine(backend.allocate(dtype, length)), `${length}`).to.equal(0);
      }
    }
  });

  it('tell how far past one they begin', () => {
    const array = selectBackend({ backend: 'openblas' }).allocate('float32', 64);
    expect([0, 1, 15, 16, 17].map((from) => bytesPastLine(array.subarray(from)))).to.deep.equal([
      0, 4, 60, 0, 4,
    ]);
  });

  for (const { label, value } of notFloatArrays) {
    it(`are nothing else: ${label}`, () => {
      expect(() => bytesPastLine(value as FloatArray)).to.throw(
        /^array: expected a Float32Array or/,
      );
    });
  }
});

describeWithAddon('large pages', ({ preferLargePages }) => {
  for (const { label, value } of notFloatArrays.filter(({ value }) => !isUint8Array(value))) {
    it(`are for nothing else: ${label}`, () => {
      expect(() => preferLargePages(value as FloatArray)).to.throw(
        /^array: expected a Uint8Array, a Float32Array or/,
      );
    });
  }

  it('leave what is in the array and around it', () => {
    const bytes = new Uint8Array(3 * 2 ** 22).fill(7);
    const middle = bytes.subarray(2 ** 21 + 1, 2 ** 23 + 3);
    expect(inLargePages(middle)).to.equal(middle);
    preferLargePages(bytes.subarray(5));
    preferLargePages(new Uint8Array(0));
    expect(bytes.every((byte) => byte === 7)).to.equal(true);
  });

  it('are what new memory gets, where the system gives them on request', function () {
    if (!givesOnRequest()) this.skip();
    const before = largePageKilobytes();
    const array = inLargePages(new Float64Array(2 ** 23));
    array.fill(1);
    // The kernel may have none left for a part of it.
    expect(largePageKilobytes() - before).to.be.greaterThan(0);
    expect(array[array.length - 1]).to.equal(1);
  });
});

/** Whether Linux gives large pages where they are asked for, and not everywhere. */
function givesOnRequest(): boolean {
  const file = '/sys/kernel/mm/transparent_hugepage/enabled';
  return existsSync(file) && readFileSync(file, 'utf8').includes('[madvise]');
}

/** The large pages of this process, in kilobytes. */
function largePageKilobytes(): number {
  const map = readFileSync('/proc/self/smaps_rollup', 'utf8');
  return Number(/^AnonHugePages:\s+(\d+) kB/m.exec(map)?.[1]);
}
