import type { Task } from '../../../tasks';
import type { JsonRecords } from './json-records';

const LINE_FEED = 0x0a;

/** Bytes parsed between two yields: some milliseconds. */
const STEP_BYTES = 2 ** 16;

/** Reads JSON Lines: an object on each line; blank lines are left out. */
export class JsonLines {
  /** The number of the line that comes next. */
  line = 1;

  constructor(private readonly records: JsonRecords) {}

  /**
   * Adds the lines that are complete in bytes, as a cooperative task.
   *
   * @param isLast  whether the text ends at `end`
   * @returns the index after the last of them
   * @throws OnelayerError DATA_INVALID naming line and key
   */
  *adding(bytes: Buffer, end: number, isLast: boolean): Task<number> {
    let from = 0;
    for (let yielded = 0; from < end; this.line++) {
      const at = bytes.indexOf(LINE_FEED, from);
      const isComplete = at >= 0 && at < end;
      if (!isComplete && !isLast) break;
      const to = isComplete ? at : end;
      const text = bytes.toString('utf8', from, to).trim();
      if (text !== '') this.records.add(text, this.line);
      from = to + 1;
      if (from - yielded < STEP_BYTES) continue;
      yielded = from;
      yield;
    }
    return Math.min(from, end);
  }
}
