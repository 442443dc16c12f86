import { expect } from 'chai';
import { softmax } from '../../src/model/losses/softmax';
import { defaultRng } from '../../src/random';
import { describeWithAddon } from '../support/addon';
import { notIntegersFrom } from '../support/hostile';
import { notArraysBut, short, wrongKind, type Arguments } from '../support/pass-arguments';
import { refuses } from '../support/refused-arguments';

describeWithAddon("the addon's softmax", (addon) => {
  const sound = (): Arguments => ({ S: Float64Array.of(1, 2, 3, 4, 5, 6, 7), rows: 2, K: 3 });
  const call = ({ S, rows, K }: Arguments): void =>
    addon.softmax(S as Float64Array, rows as number, K as number);
  refuses(call, sound, {
    S: [
      ...notArraysBut('Float64Array'),
      wrongKind('a Float32Array', new Float32Array(6)),
      short(new Float64Array(5)),
    ],
    rows: notIntegersFrom(0),
    K: notIntegersFrom(1),
  });

  it('is that of plain JavaScript, within rounding errors', () => {
    const generator = defaultRng(4);
    for (const K of [1, 2, 3, 10, 33, 100]) {
      const rows = 41;
      const S = new Float64Array(rows * K + 1).fill(7);
      for (let at = 0; at < rows * K; at++) S[at] = 30 * generator.standardNormal();
      S[K] = 1e300;
      const expected = S.slice();
      softmax(expected, rows, K);
      addon.softmax(S, rows, K);
      for (let at = 0; at < rows * K; at++) {
        expect(S[at]).to.be.closeTo(expected[at], 4e-16);
        if (expected[at] > 1e-300) expect(S[at] / expected[at]).to.be.closeTo(1, 1e-14);
      }
      expect(S[rows * K]).to.equal(7);
    }
  });
});
