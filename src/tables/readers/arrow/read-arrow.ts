import type * as Arrow from 'apache-arrow';
import type {
  AsyncRecordBatchFileReader,
  AsyncRecordBatchStreamReader,
  Data,
  DataType,
} from 'apache-arrow';
import { invalid, type Input } from '../../../data';
import { show } from '../../../errors';
import { TaskRunner } from '../../../tasks';
import { damaged } from '../damaged';
import type { Reading, TableFile, TableFormat } from '../format';
import { typedColumns } from '../typed-columns';
import { loadArrow } from './arrow-package';
import { cellsOf, faultOf } from './arrow-cells';

type Rows = AsyncGenerator<number, void, void>;

/** An Arrow file (IPC), which is what Feather's second version is too. */
export const arrowFileFormat: TableFormat = {
  one: 'an Arrow or Feather file',
  endings: ['.arrow', '.feather', '.ipc'],
  beginning: /^(ARROW1\0\0|FEA1)/,
  read: { from: 'file', rows: rowsOfFile },
};

/** An Arrow stream (IPC): it begins with a message of a schema. */
export const arrowStreamFormat: TableFormat = {
  one: 'an Arrow stream',
  endings: ['.arrows'],
  beginning: /^\xff\xff\xff\xff[^\0]..\0/s,
  read: { from: 'stream', rows: rowsOfStream },
};

const MAGIC = 'ARROW1';

async function* rowsOfFile(file: TableFile, reading: Reading): Rows {
  const { where, handle, size } = file;
  const arrow = loadArrow();
  await assertWhole(file);
  try {
    const opening: unknown = arrow.RecordBatchReader.from(handle as never);
    const reader = (await opening) as AsyncRecordBatchFileReader;
    await reader.open();
    const share = size / reader.numRecordBatches;
    for await (const rows of rowsOf(arrow, where, reader, reading)) {
      reading.onBytes(share);
      yield rows;
    }
  } catch (error) {
    reading.signal.throwIfAborted();
    throw damaged(where, arrowFileFormat.one, error);
  }
}

/** Asserts that a file ends as it should: the package takes any bytes for its table of contents. */
async function assertWhole({ where, handle, size }: TableFile): Promise<void> {
  const [first, last] = [Buffer.alloc(4), Buffer.alloc(10)];
  await handle.read(first, 0, 4, 0);
  if (first.toString('latin1') === 'FEA1') {
    throw invalid(where, 'expected Feather version 2, got version 1: write it anew');
  }
  await handle.read(last, 0, 10, Math.max(0, size - 10));
  const length = last.readInt32LE(0);
  if (last.toString('latin1', 4) === MAGIC && length > 0 && length < size) return;
  throw invalid(where, `expected ${arrowFileFormat.one}, got one that is truncated`);
}

async function* rowsOfStream({ where, chunks }: Input, reading: Reading): Rows {
  const arrow = loadArrow();
  try {
    const opening: unknown = arrow.RecordBatchReader.from(chunks);
    const reader = (await opening) as AsyncRecordBatchStreamReader;
    await reader.open();
    yield* rowsOf(arrow, where, reader, reading);
  } catch (error) {
    reading.signal.throwIfAborted();
    throw damaged(where, arrowStreamFormat.one, error);
  }
}

async function* rowsOf(
  arrow: typeof Arrow,
  where: string,
  reader: AsyncRecordBatchFileReader | AsyncRecordBatchStreamReader,
  reading: Reading,
): Rows {
  const { signal, table } = reading;
  const runner = new TaskRunner(signal);
  const fields = reader.schema.fields.map(({ name, type }: { name: string; type: DataType }) => ({
    name,
    fault: faultOf(arrow, type),
  }));
  const columns = typedColumns(where, fields, reading);
  for await (const batch of reader) {
    await runner.pauseIfDue();
    for (const [j, cells] of columns) {
      const vector = batch.getChildAt(j);
      if (vector?.length !== batch.numRows) {
        const what = `expected ${batch.numRows} cells, got ${vector?.length ?? 0}`;
        throw invalid(`${where}: column ${show(cells.name)}`, what);
      }
      for (const data of vector.data as Data[]) {
        await runner.run(cells.adding(data.length, cellsOf(arrow, data)));
      }
    }
    table.rows += batch.numRows;
    yield table.rows;
  }
}
