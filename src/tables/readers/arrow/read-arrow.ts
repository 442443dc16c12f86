import type { AsyncRecordBatchStreamReader, DataType, Data } from 'apache-arrow';
import { invalid, type Input } from '../../../data';
import { show } from '../../../errors';
import { TaskRunner } from '../../../tasks';
import { damaged } from '../damaged';
import type { Reading, TableFormat } from '../format';
import { typedColumns } from '../typed-columns';
import { cellsOf, faultOf } from './arrow-cells';
import { loadArrow } from './arrow-package';
import { messagesOf } from './messages';

/** Arrow (IPC): a stream, or a file, which is what Feather's second version is too. */
export const arrowFormat: TableFormat = {
  one: 'an Arrow or Feather file',
  endings: ['.arrow', '.arrows', '.feather', '.ipc'],
  // A stream begins with a message of a schema.
  beginning: /^(ARROW1\0\0|FEA1|\xff\xff\xff\xff[^\0]..\0)/s,
  read: { from: 'stream', rows: rowsOf },
};

async function* rowsOf(
  { where, head, chunks, close }: Input,
  reading: Reading,
): AsyncGenerator<number, void, void> {
  const { signal, table } = reading;
  try {
    const arrow = loadArrow();
    if (head.startsWith('FEA1')) {
      throw invalid(where, 'expected Feather version 2, got version 1: write it anew');
    }
    const messages = messagesOf(chunks, head.startsWith('ARROW1'));
    const opening: unknown = arrow.RecordBatchReader.from(messages);
    const reader = (await opening) as AsyncRecordBatchStreamReader;
    await reader.open();
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
        // Whoever writes cells away needn't wait for the other columns.
        yield table.rows;
      }
      table.rows += batch.numRows;
      yield table.rows;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw damaged(where, arrowFormat.one, error);
  } finally {
    await close();
  }
}
