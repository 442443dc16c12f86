import { expect } from 'chai';
import fc from 'fast-check';
import { JsonFault } from '../../src/files/json-tokens';
import { parsingJson } from '../../src/files/parsing-json';
import { finish } from '../../src/tasks';
import { forgedFrom } from '../fuzz/mutations';
import { thorough } from '../support/thorough';

/** Parses a text that comes in pieces of so many characters. */
const parse = (text: string, length = Infinity): unknown =>
  finish(parsingJson(inPieces(text, length)));

function* inPieces(text: string, length: number): Generator<string> {
  for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length);
}

/** The value or the fault. */
function outcome(of: () => unknown): unknown {
  try {
    return of();
  } catch (error) {
    return (error as Error).message;
  }
}

describe('parsingJson', () => {
  it('gives what JSON.parse gives, of any values', () => {
    const indents = fc.constantFrom(0, 2, '\t');
    const lengths = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.jsonValue(), indents, lengths, (value, indent, length) => {
        const text = JSON.stringify(value, null, indent);
        expect(parse(text, length)).to.deep.equal(JSON.parse(text));
      }),
      { numRuns: thorough(1000, 200) },
    );
  });

  it('accepts what JSON.parse accepts, and nothing else', () => {
    const seeds = [
      '{"a": [1, -2.5e3, 0.1E-2, true, false, null], "b\\u0061": {"c": "\\"\\\\"}, "__proto__": {}}',
      '[[], {}, "", 0, -0, "é\u2028", [[[1]]]]',
      ' 3 ',
    ].map((text) => Buffer.from(text));
    fc.assert(
      fc.property(forgedFrom(seeds), (bytes) => {
        const text = bytes.toString();
        const own = outcome(() => ({ value: parse(text, 7) }));
        // Repeated keys are the one difference.
        if (typeof own === 'string' && own.endsWith(' twice')) return;
        const other = outcome(() => ({ value: JSON.parse(text) as unknown }));
        expect(own, text).to.deep.equal(typeof other === 'string' ? 'what is no JSON' : other);
      }),
      { numRuns: thorough(20_000, 2000) },
    );
  });

  const repeated: [string, string | null][] = [
    ['{"a":1,"b":1}', null],
    ['{"a":1,"b":2,"a":3}', '"a"'],
    ['{"a":{"a":1},"b":{"a":1}}', null],
    ['{"a":{"b":1,"b":1}}', '"b"'],
    ['[{"a":1},{"a":1}]', null],
    ['{"__proto__":1,"__proto__":2}', '"__proto__"'],
    ['{"a":1,"\\u0061"\n:\t2}', '"a"'],
    ['{"a\\"":1,"a":2,"a\\\\":3}', null],
    ['{"constructor":1,"toString":2}', null],
  ];
  for (const [text, key] of repeated) {
    it(`finds ${key ?? 'no key'} twice in ${JSON.stringify(text)}`, () => {
      const expected: unknown = key === null ? JSON.parse(text) : `the key ${key} twice`;
      expect(outcome(() => parse(text))).to.deep.equal(expected);
    });
  }

  it('leaves prototypes alone', () => {
    const value = parse('{"__proto__": {"polluted": true}}') as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).to.equal(Object.prototype);
    expect(Object.keys(value)).to.deep.equal(['__proto__']);
  });

  it('refuses what is nested deeper than any file of ours, without a deep stack', () => {
    expect(() => parse('['.repeat(1e6))).to.throw(JsonFault, 'in more than 256 others');
    expect(() => parse('{"a":'.repeat(1e6))).to.throw(JsonFault, 'in more than 256 others');
  });

  it('takes a time in proportion to the text', () => {
    const texts = ['"'.padEnd(4e5, '\\'), `"${'\\"'.repeat(2e5)}"`, `[${'{},'.repeat(1e5)}1]`];
    for (const text of texts) {
      const start = performance.now();
      outcome(() => parse(text));
      expect(performance.now() - start).to.be.below(2000);
    }
  });
});
