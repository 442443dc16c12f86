import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import fixture from '../../fixtures/table-files.json';
import type { RowsOnDisk } from '../../../src/data';
import { parsedFolder } from '../../../src/files';
import {
  encodingStored,
  encodingTable,
  fittingPreparation,
  readTable,
  type StoredTable,
  type TableColumn,
  type TableOptions,
} from '../../../src/tables';
import { storedTable } from '../../../src/tables/stored/store-table';
import { finish, TaskRunner } from '../../../src/tasks';
import { withCache } from '../../support/run-here';
import { failureOf, rejection } from '../../support/rejection';
import { temporaryFolder } from '../../support/temporary-folder';

/** More rows than a block has. */
const ROWS = 70_000;

/** Rows with a column that turns out to be of texts in the second block, and missing values. */
const record = (i: number) => ({
  ...{ id: i * 3, x: i % 7 === 0 ? null : i / 8, late: i < 68_000 ? i % 5 : `k${i % 4}` },
  city: ['Rome', 'Oslo', 'São Paulo'][i % 3],
  day: `2021-03-0${(i % 9) + 1}`,
});
const asCsv = (): string => {
  const rows = Array.from({ length: ROWS }, (_, i) => Object.values(record(i)).join(','));
  return ['id,x,late,city,day', ...rows].join('\n').replace('\n15,', '\n\n15,');
};

describe('storedTable', () => {
  const folder = temporaryFolder();
  const { signal } = new AbortController();
  const at = (name: string): string => path.join(folder(), name);
  const inCache = (run: () => Promise<void>) => () => withCache(at('a cache'), run);
  const stored = (name: string, options: TableOptions = {}) =>
    storedTable(at(name), options, signal);

  /** The columns with a sum in place of their cells, which compares fast. */
  const summed = (columns: readonly TableColumn[]) =>
    columns.map(({ name, content }) => {
      const cells = content.kind === 'numbers' ? content.values : content.codes;
      const { buffer, byteOffset, byteLength } = cells;
      const sum = crc32(new Uint8Array(buffer, byteOffset, byteLength));
      return { name, texts: content.kind === 'texts' && content.texts, length: cells.length, sum };
    });

  async function contents(table: StoredTable): Promise<TableColumn[]> {
    const columns: TableColumn[] = [];
    for (const { name, content } of table.columns) {
      columns.push({ name, content: await content.load() });
    }
    return columns;
  }

  async function expectSame(name: string): Promise<void> {
    const memory = await readTable(at(name), {}, signal);
    const table = await stored(name);
    expect(table.rows).to.equal(memory.rows);
    expect(summed(await contents(table))).to.deep.equal(summed(memory.columns));
    for (const row of [0, 14, 15, 69_999]) {
      expect(table.placeOf?.(row)).to.equal(memory.placeOf?.(row));
    }
    const { height } = table;
    const block = await table.block(1, new Set(['x']));
    const x = memory.columns.find((column) => column.name === 'x')?.content;
    const values = x?.kind === 'numbers' ? x.values.subarray(height) : new Float64Array();
    const content = { kind: 'numbers', values } as const;
    expect(summed(block.columns)).to.deep.equal(summed([{ name: 'x', content }]));
    expect(block.placeOf?.(0)).to.equal(memory.placeOf?.(height) ?? `row ${height + 1}`);
    await table.close();
  }

  it('has the cells that a CSV has in memory', inCache(async () => {
    writeFileSync(at('rows.csv'), asCsv());
    await expectSame('rows.csv');
  })); // prettier-ignore

  it('has the cells of JSON Lines, of keys too that come late', inCache(async () => {
    const lines = Array.from({ length: ROWS }, (_, i) => {
      const { id, ...others } = record(i);
      return JSON.stringify(i < 66_000 ? others : { ...others, id });
    });
    writeFileSync(at('rows.jsonl'), lines.join('\n'));
    await expectSame('rows.jsonl');
  })); // prettier-ignore

  it('has the cells of Parquet and Arrow, a column of a row group at a time', inCache(async () => {
    for (const [i, { content, ending }] of fixture.files.entries()) {
      const name = `${i}${ending}`;
      writeFileSync(at(name), Buffer.from(content, 'base64'));
      const table = await stored(name);
      const memory = await readTable(at(name), {}, signal);
      expect(summed(await contents(table)), name).to.deep.equal(summed(memory.columns));
      await table.close();
    }
  })); // prettier-ignore

  it('has the cells of an Arrow stream in one batch', inCache(async () => {
    const x = Float64Array.from({ length: ROWS }, (_, i) => i / 3);
    const late = Array.from({ length: ROWS }, (_, i) => String(record(i).late));
    writeFileSync(at('rows.arrows'), tableToIPC(tableFromArrays({ x, late }), 'stream'));
    await expectSame('rows.arrows');
  })); // prettier-ignore

  it('gives the preparation and the features of a table in memory', inCache(async () => {
    writeFileSync(at('rows.csv'), asCsv());
    const memory = await readTable(at('rows.csv'), {}, signal);
    const table = await stored('rows.csv');
    const rows = Uint32Array.from({ length: ROWS }, (_, i) => i).filter((i) => i % 5 !== 1);
    const options = { label: 'city' };
    const runner = new TaskRunner();
    const told: string[] = [];
    table.onUse = ({ unit, done, total }) => told.push(`${unit} ${done} of ${total}`);
    const preparation = await runner.run(fittingPreparation(table, rows, options));
    expect(told).to.include.members(['column 0 of 5', 'column 4 of 5']);
    expect(preparation).to.deep.equal(finish(fittingPreparation(memory, rows, options)));
    const encoded = (memory: number) =>
      runner.run(encodingStored(preparation, table, rows, memory));
    const { X, featureNames } = await encoded(1e9);
    const { X: file } = await encoded(1e3);
    expect(told.at(-1)).to.match(/^row 5\d+ of 56000$/);
    const path = (file as RowsOnDisk).where;
    const expected = finish(encodingTable(preparation, memory, rows));
    expect(featureNames).to.deep.equal(expected.featureNames);
    const bytes = Buffer.from(expected.X.buffer);
    expect(bytes.equals(Buffer.from((X as Float64Array).buffer))).to.equal(true);
    expect(bytes.equals(readFileSync(path))).to.equal(true);
    await table.close();
    expect(existsSync(path)).to.equal(false);
  })); // prettier-ignore

  it('is parsed once for a file as it is, and its options', inCache(async () => {
    writeFileSync(at('a.csv'), 'a,b\n1,x\n2,y\n');
    const wasThere = async (options?: TableOptions): Promise<boolean> => {
      const table = await stored('a.csv', options);
      await table.close();
      return table.wasThere;
    };
    expect(await wasThere()).to.equal(false);
    expect(await wasThere()).to.equal(true);
    expect(await wasThere({ header: false })).to.equal(false);
    utimesSync(at('a.csv'), 1e9, 1e9);
    expect(await wasThere()).to.equal(false);
    expect(await wasThere()).to.equal(true);
    expect(await wasThere({ expected: ['c'] })).to.equal(true);
    expect(readdirSync(parsedFolder())).to.have.length(2);
  })); // prettier-ignore

  it('tells the notes again, and looks for a header where a name is expected', inCache(async () => {
    writeFileSync(at('a.csv'), '1,2\n3,4\n');
    const notes: string[] = [];
    const note = (text: string): void => void notes.push(text);
    for (let i = 0; i < 2; i++) await (await stored('a.csv', { note })).close();
    expect(notes).to.have.length(2);
    expect(notes[0]).to.match(/line 1 is taken for data/).and.to.equal(notes[1]);
    const table = await stored('a.csv', { expected: ['2'] });
    expect([table.wasThere, table.columns.map(({ name }) => name)]).to.deep.equal([false, ['1', '2']]); // prettier-ignore
    await table.close();
  })); // prettier-ignore

  it('is parsed anew where it is damaged', inCache(async () => {
    writeFileSync(at('a.csv'), 'a,b\n1,x\n2,y\n');
    await (await stored('a.csv')).close();
    const [name] = readdirSync(parsedFolder());
    const file = path.join(parsedFolder(), name);
    const bytes = readFileSync(file);
    for (const damaged of [bytes.subarray(0, 40), Buffer.concat([Buffer.of(1), bytes.subarray(1)])]) {
      writeFileSync(file, damaged);
      const notes: string[] = [];
      const table = await stored('a.csv', { note: (text) => void notes.push(text) });
      expect(notes).to.deep.equal([`${file} is damaged: ${at('a.csv')} is parsed anew`]);
      expect((await contents(table))[0].content).to.deep.equal({ kind: 'numbers', values: Float64Array.of(1, 2) }); // prettier-ignore
      await table.close();
    }
  })); // prettier-ignore

  it('leaves nothing if it is stopped, or the file is at fault or changes', inCache(async () => {
    writeFileSync(at('rows.csv'), asCsv());
    const controller = new AbortController();
    const reason = new Error('stopped');
    const stop = () => controller.abort(reason);
    expect(await failureOf(storedTable(at('rows.csv'), {}, controller.signal, stop))).to.equal(reason); // prettier-ignore
    writeFileSync(at('bad.csv'), 'a,b\n1,x\n2\n');
    expect(await rejection(() => stored('bad.csv'), 'DATA_INVALID')).to.match(/line 3: expected 2/);
    const change = () => writeFileSync(at('rows.csv'), 'a,b\n1,x\n');
    const changed = () => storedTable(at('rows.csv'), {}, signal, change);
    expect(await rejection(changed, 'DATA_INVALID')).to.match(/changed while it was read/);
    expect(readdirSync(parsedFolder())).to.deep.equal([]);
  })); // prettier-ignore
});
