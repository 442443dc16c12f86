import { expect } from 'chai';
import fc from 'fast-check';
import { repeatedKey } from '../../src/files/repeated-key';

describe('repeatedKey', () => {
  const cases: [string, string | undefined][] = [
    ['{}', undefined],
    ['3', undefined],
    ['"a"', undefined],
    ['{"a":1,"b":1}', undefined],
    ['{"a":1,"b":2,"a":3}', 'a'],
    ['{"a":{"a":1},"b":{"a":1}}', undefined],
    ['{"a":{"b":1,"b":1}}', 'b'],
    ['{"a":"a","b":["a","a"]}', undefined],
    ['[{"a":1},{"a":1}]', undefined],
    ['{"a":[{}],"a":1}', 'a'],
    ['{"":1,"":2}', ''],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
    ['{"a":1,"\\u0061"\n:\t2}', 'a'],
    ['{"a\\"":1,"a":2,"a\\\\":3}', undefined],
    ['{"\\\\":1,"\\\\":2}', '\\'],
    ['{"a":"}","b":"{","a":"[\\""}', 'a'],
    ['{"a":"\\"b\\":","b":1}', undefined],
  ];
  for (const [text, key] of cases) {
    it(`finds ${key === undefined ? 'none' : JSON.stringify(key)} in ${JSON.stringify(text)}`, () => {
      JSON.parse(text);
      expect(repeatedKey(text)).to.equal(key);
    });
  }

  it('finds none in what JSON.stringify writes, of any values', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(3), (text, indent) => {
        expect(repeatedKey(JSON.stringify(JSON.parse(text), null, indent))).to.equal(undefined);
      }),
      { numRuns: 500 },
    );
  });

  it('finds whichever key is written once more', () => {
    const anyKeys = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyKeys, fc.nat(), fc.jsonValue(), (keys, at, value) => {
        const again = keys[at % keys.length];
        const members = [...keys, again].map(
          (key) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
        );
        expect(repeatedKey(`{${members.join(', ')}}`)).to.equal(again);
      }),
    );
  });
});
