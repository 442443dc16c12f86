import { asUtf8, invalid, type Input } from '../../../data';
import { formatInWords, utf16Of } from '../../../files';
import { TaskRunner } from '../../../tasks';
import type { Reading, TableFormat } from '../format';
import { PiecesOfText } from '../pieces-of-text';
import { ArrayOfObjects } from './array-of-objects';
import { JsonLines } from './json-lines';
import { JsonRecords } from './json-records';

/** JSON Lines, an object on each line; or one list of objects. */
export const jsonFormat: TableFormat = {
  one: 'JSON',
  endings: ['.jsonl', '.ndjson', '.json'],
  beginning: /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*(\{[\s\0]*["}]|\[[\s\0]*[{\]])/,
  read: { from: 'stream', rows: rowsOf },
};

async function* rowsOf(
  { where, head, chunks, close }: Input,
  reading: Reading,
): AsyncGenerator<number, void, void> {
  const first = Buffer.from(head, 'latin1');
  const utf16 = utf16Of(first);
  const [opening] = /[^\s\0\xef\xbb\xbf\xff\xfe]/.exec(head) ?? [];
  if (opening !== '{' && opening !== '[') {
    await close();
    const expected = 'expected JSON Lines, an object on each line, or a JSON array of objects';
    throw invalid(where, `${expected}, got ${formatInWords(first)}`);
  }
  const records = new JsonRecords(where, reading);
  const json = opening === '{' ? new JsonLines(records) : new ArrayOfObjects(where, records);
  const runner = new TaskRunner(reading.signal);
  const pieces = new PiecesOfText(where);
  for await (const chunk of utf16 === null ? chunks : asUtf8(where, chunks, utf16)) {
    if (!pieces.add(chunk)) continue;
    pieces.drop(await runner.run(json.adding(pieces.bytes, pieces.end, false)), json.line);
    yield reading.table.rows;
  }
  await runner.run(json.adding(pieces.bytes, pieces.end, true));
  records.end();
  yield reading.table.rows;
}
