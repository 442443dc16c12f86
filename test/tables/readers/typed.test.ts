import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { expect } from 'chai';
import { gzipSync } from 'node:zlib';
import fixture from '../../fixtures/table-files.json';
import { rejection } from '../../support/rejection';
import { cellsOf, tableFiles } from '../../support/table-files';

describe('readTable of Parquet, Arrow and Feather', () => {
  const { blocks, read } = tableFiles();
  const bytes = (content: string): Buffer => Buffer.from(content, 'base64');

  const files = fixture.files.map(({ cells, times, ...file }) => {
    const columns = Object.entries(cells as object) as [string, (number | string | null)[]][];
    const repeated = columns.map(([name, own]) => [name, Array(times).fill(own).flat()] as const);
    return { ...file, cells: Object.fromEntries(repeated) };
  });
  for (const { name, content, ending, cells } of files) {
    it(`reads ${name}`, async () => {
      expect(cellsOf(await read(`t${ending}`, bytes(content)))).to.deep.equal(cells);
    });
  }
  for (const { name, content, ending, message } of fixture.refused) {
    it(`refuses ${name}`, async () => {
      const found = await rejection(() => read(`t${ending}`, bytes(content)), 'DATA_INVALID');
      expect(found.replace(/^.*?\/t\.\w+: /, '')).to.equal(message);
    });
  }

  const some = files.filter(({ name }) => /all types|groups|zstd/.test(name));

  it('reads files whatever they are called, packed by gzip, and in blocks', async () => {
    for (const { content, cells } of some) {
      const packed = await read('packed', gzipSync(bytes(content)));
      expect(cellsOf(packed)).to.deep.equal(cells);
      const all = await blocks('t', bytes(content));
      for (const [name, expected] of Object.entries(cells)) {
        expect(all.flatMap((block) => cellsOf(block)[name])).to.deep.equal(expected);
      }
      expect(all.every(({ written }) => written === null)).to.be.true;
    }
  });

  it('reads files of apache-arrow for JavaScript, which have their schema at the end', async () => {
    const cells = { x: [1.5, -2, 3], c: ['a', 'b', 'a'] };
    const table = tableFromArrays({ x: Float64Array.from(cells.x), c: cells.c });
    for (const form of ['file', 'stream'] as const) {
      const written = Buffer.from(tableToIPC(table, form));
      expect(cellsOf(await read('t.arrow', written))).to.deep.equal(cells);
    }
    const whole = Buffer.from(tableToIPC(table, 'file'));
    for (let length = 12; length < whole.length; length += 40) {
      const cut = whole.subarray(0, length);
      const message = await rejection(() => read('t.arrow', cut), 'DATA_INVALID');
      expect(message).to.match(/got what is damaged or truncated: its end is missing$/);
    }
  });

  it('reads the columns that are asked for, whatever the others are', async () => {
    const nested = fixture.refused.filter(({ name }) => name.endsWith('nested values'));
    expect(nested).to.have.length(2);
    for (const { content } of nested) {
      expect(cellsOf(await read('t', bytes(content), { without: ['b'] }))).to.deep.equal({
        a: [1],
      });
      expect(cellsOf(await read('t', bytes(content), { only: [0] }))).to.deep.equal({ a: [1] });
    }
  });

  it('refuses files that are truncated anywhere', async () => {
    for (const { content, name } of some) {
      const whole = bytes(content);
      for (let part = 0.05; part < 1; part += 0.1) {
        const cut = whole.subarray(0, Math.round(whole.length * part));
        const ending = name.startsWith('Parquet') ? 'parquet' : 'feather';
        const message = await rejection(() => read(`t.${ending}`, cut), 'DATA_INVALID');
        expect(message.split('\n')).to.have.length(1);
      }
    }
  });
});
