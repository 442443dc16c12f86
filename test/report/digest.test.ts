import { expect } from 'chai';
import { createHash } from 'node:crypto';
import { digestOf, withDigest } from '../../src/report/storage/digest';

const sha256 = (text: string): string =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('the digest of a file', () => {
  it('is the SHA-256 sum of its canonical JSON', () => {
    const content = {
      b: [1e21, 0.1, -0, 1e-7],
      a: { 'é\n': null, Z: 'ä', loss: NaN },
      c: undefined,
    };
    const canonical = '{"a":{"Z":"ä","loss":"NaN","é\\n":null},"b":[1e+21,0.1,0,1e-7]}';
    expect(digestOf(content)).to.equal(sha256(canonical));
  });

  it('leaves itself out, and depends on no order of keys', () => {
    const { digest, ...others } = withDigest({ a: 1, b: { c: 2, d: 3 } });
    expect(digestOf({ digest, b: { d: 3, c: 2 }, a: 1 })).to.equal(digest);
    expect(withDigest({ ...others, digest: 'old' })).to.deep.equal({ ...others, digest });
  });

  it('is another with any other value', () => {
    const content = { a: 1, b: [2, 'x'] };
    const others = [{ a: 1 }, { a: 1.0000000000000002, b: [2, 'x'] }, { a: 1, b: ['x', 2] }];
    const all = [content, ...others, { a: '1', b: [2, 'x'] }].map(digestOf);
    expect(new Set(all).size).to.equal(all.length);
  });
});
