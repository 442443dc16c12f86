import type * as Hyparquet from 'hyparquet';
import type { AsyncBuffer, Compressors, ParquetParsers, RowGroup, SchemaElement } from 'hyparquet';
import type * as Packages from 'hyparquet-compressors';
import { invalid } from '../../../data';
import { show } from '../../../errors';
import { assertPackages, optionalPackage } from '../../../files';
import { TaskRunner } from '../../../tasks';
import { damaged } from '../damaged';
import type { Reading, TableFile, TableFormat } from '../format';
import { dayText, MICROSECONDS, MILLISECONDS, momentText, NANOSECONDS } from '../iso-text';
import type { FileCell } from '../typed-cells';
import { typedColumns } from '../typed-columns';
import { typeOf } from './column-type';
import { assertSoundPages } from './sound-pages';

const ONE = 'a Parquet file';

/** Says how cells of types that JavaScript lacks are written. */
const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (count) => momentText(count, MILLISECONDS),
  timestampFromMicroseconds: (count) => momentText(count, MICROSECONDS),
  timestampFromNanoseconds: (count) => momentText(count, NANOSECONDS),
  dateFromDays: dayText,
  jsonFromBytes: (bytes) => Buffer.from(bytes).toString(),
};

/** Parquet, by hyparquet: a column of a row group at a time. */
export const parquetFormat: TableFormat = {
  one: ONE,
  endings: ['.parquet', '.pq'],
  beginning: /^PAR[1E]/,
  read: { from: 'file', rows: rowsOf },
};

async function* rowsOf(file: TableFile, reading: Reading): AsyncGenerator<number, void, void> {
  assertPackages('reading Parquet', ['hyparquet', 'hyparquet-compressors']);
  const parquet = optionalPackage('hyparquet') as typeof Hyparquet;
  const { compressors } = optionalPackage('hyparquet-compressors') as typeof Packages;
  const { where } = file;
  const { signal, table } = reading;
  let place = where;
  try {
    const source = sourceOf(file, reading);
    const metadata = await parquet.parquetMetadataAsync(source, { geoparquet: false });
    const types = parquet.parquetSchema(metadata).children.map(typeOf);
    const columns = typedColumns(where, types, reading);
    const runner = new TaskRunner(signal);
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows);
      for (const [j, cells] of columns) {
        place = `${where}: column ${show(cells.name)}`;
        const { converted } = types[j];
        const pieces: ArrayLike<FileCell>[] = [];
        const part = await partOf(source, group, types[j].element, rows, compressors);
        await parquet.parquetRead({
          file: part,
          metadata,
          columns: [cells.name],
          rowStart,
          rowEnd: rowStart + rows,
          onChunk: ({ columnData }) => pieces.push(columnData as ArrayLike<FileCell>),
          compressors,
          parsers: PARSERS,
          geoparquet: false,
        });
        const count = pieces.reduce((sum, { length }) => sum + length, 0);
        if (count !== rows) throw invalid(place, `expected ${rows} cells, got ${count}`);
        for (const piece of pieces.splice(0)) {
          const cellAt = (row: number): FileCell => piece[row];
          const read = converted === null ? cellAt : (row: number) => converted(cellAt(row));
          await runner.run(cells.adding(piece.length, read));
        }
        // Whoever writes cells away needn't wait for the other columns.
        yield table.rows;
      }
      rowStart += rows;
      table.rows += rows;
      yield table.rows;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw damaged(place, ONE, error);
  }
}

/** Reads the bytes of a column in a row group, looks whether they are sound, and hands them out as the file. */
async function partOf(
  source: AsyncBuffer,
  group: RowGroup,
  element: SchemaElement,
  rows: number,
  compressors: Compressors,
): Promise<AsyncBuffer> {
  const meta = group.columns.find(
    (column) => column.meta_data?.path_in_schema[0] === element.name,
  )?.meta_data;
  if (meta === undefined) throw new Error('it has no part of the column');
  const first = Number(meta.dictionary_page_offset ?? meta.data_page_offset);
  const bytes = await source.slice(first, first + Number(meta.total_compressed_size));
  assertSoundPages(new Uint8Array(bytes), { element, codec: meta.codec, rows, compressors });
  return {
    byteLength: source.byteLength,
    slice(start, end = source.byteLength) {
      if (start >= first && end <= first + bytes.byteLength)
        return bytes.slice(start - first, end - first);
      return source.slice(start, end);
    },
  };
}

/** Makes what hyparquet reads from; what lies outside the file is a fault. */
function sourceOf({ handle, size }: TableFile, { onBytes, signal }: Reading): AsyncBuffer {
  return {
    byteLength: size,
    async slice(start, end = size) {
      signal.throwIfAborted();
      if (!(start >= 0 && start <= end && end <= size))
        throw new Error('a part lies outside the file');
      const bytes = Buffer.alloc(end - start);
      await handle.read(bytes, 0, bytes.length, start);
      onBytes(bytes.length);
      return bytes.buffer;
    },
  };
}
