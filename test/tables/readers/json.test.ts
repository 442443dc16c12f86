import { expect } from 'chai';
import { gzipSync } from 'node:zlib';
import type { TableOptions } from '../../../src/tables';
import { failureOf } from '../../support/rejection';
import { cellsOf, tableFiles } from '../../support/table-files';

describe('readTable of JSON', () => {
  const { read, blocks } = tableFiles();

  const LINES = '{"a":1,"b":"x"}\n{"b":null,"a":3.5}\n\n{"c":true,"b":"é }\\"]"}\n';
  const LIST = `[${LINES.trim().replaceAll(/\n+/g, ',\n')}]`;
  const same: [string, string | Uint8Array, TableOptions?][] = [
    ['JSON Lines', LINES],
    ['JSON Lines with a byte order mark and CRLF', `\ufeff${LINES.replaceAll('\n', '\r\n')}`],
    ['JSON Lines in UTF-16', Buffer.from(`\ufeff${LINES}`, 'utf16le')],
    ['JSON Lines, packed', gzipSync(LINES)],
    ['a list of objects', LIST],
    ['a list of objects on many lines', `\ufeff${JSON.stringify(JSON.parse(LIST), null, 2)}\n`],
    ['what has nested values elsewhere', LINES.replace('{"a"', '{"d":{},"a"'), { without: ['d'] }],
  ];
  for (const [title, content, options] of same) {
    it(`reads ${title}`, async () => {
      const table = await read('t.json', content, options);
      expect(table.rows).to.equal(3);
      expect(cellsOf(table)).to.deep.equal({
        a: [1, 3.5, null],
        b: ['x', null, 'é }"]'],
        c: [null, null, 'true'],
      });
    });
  }

  it('names rows by their lines', async () => {
    const table = await read('t.jsonl', LINES);
    expect([0, 1, 2].map((row) => table.placeOf?.(row))).to.deep.equal([
      'line 1',
      'line 2',
      'line 4',
    ]);
  });

  it('reads the same in blocks, which have the columns that are asked for', async () => {
    const records = Array.from({ length: 30_000 }, (_, i) => ({ i, ...(i < 9 && { rare: 'x' }) }));
    const content = records.map((record) => JSON.stringify(record)).join('\n');
    const all = await blocks('t.jsonl', content, { only: ['rare', 'i'] });
    expect(all.length).to.be.greaterThan(1);
    const names = all.map(({ columns }) => columns.map(({ name }) => name));
    expect(names).to.deep.equal(all.map(() => ['rare', 'i']));
    expect(all.flatMap((block) => cellsOf(block).i)).to.deep.equal(records.map(({ i }) => i));
    expect(all.flatMap((block) => cellsOf(block).rare).filter(Boolean)).to.have.length(9);
  });

  const faults: [string, string | Uint8Array, string, TableOptions?][] = [
    ['nested values', '{"a":1}\n{"a":[1]}\n', 'line 2, key "a": expected a number, a text, true, false or null, got a list: write its parts as keys of their own, or leave it out (without)'],
    ['columns of pandas', '{"a":{"0":1},"b":{"0":2}}', 'line 1, key "a": expected a number, a text, true, false or null, got an object: write an object for each row, with pandas by to_json(orient="records")'],
    ['a truncated line', '{"a":1}\n{"a":', 'line 2: expected a JSON object, got "{\\"a\\":"'],
    ['a truncated list', '[{"a":1},\n{"a":1}', 'line 2: expected a comma or the end of the list, got the end of the file'],
    ['a truncated object', '[{"a":1},\n{"a":', 'line 2: expected an object, got the end of the file'],
    ['a list of numbers', '[1,2]', 'line 1: expected an object or the end of the list, got "1,2]"'],
    ['a comma too many', '[{"a":1},,]', 'line 1: expected an object, got ",]"'],
    ['text after a list', '[{"a":1}]\n{}', 'line 2: expected nothing after the list, got "{}"'],
    ['a list of nothing', '[]', 'expected at least one row of data, got none'],
    ['what is no object', '{"a":1}\n5\n', 'line 2: expected a JSON object, got "5"'],
    ['numbers that are too large', '{"a":1e999}', 'line 1, key "a": expected a finite number, got Infinity'],
    ['bytes that are no UTF-8', Buffer.from('{"a":"\xe9"}', 'latin1'), 'line 1: expected text in UTF-8, got "{\\"a\\":\\"\ufffd\\"}"'],
    ['a key that is not there', '{"a":1}', 'expected the keys "b", got "a"', { only: ['b'] }],
    ['another format', 'a,b\nx,y\n', 'expected JSON Lines, an object on each line, or a JSON array of objects, got text'],
  ]; // prettier-ignore
  for (const [title, content, message, options] of faults) {
    it(`refuses ${title}`, async () => {
      const error = await failureOf(read('t.jsonl', content, options));
      expect(error?.message.replace(/^.*\/t\.jsonl: /, '')).to.equal(message);
    });
  }
});
