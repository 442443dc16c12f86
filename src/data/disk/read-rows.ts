import type { Request, RowFile } from './row-file';
import { fulfil, fulfilNow } from './row-file';
import type { RowsOnDisk } from './rows-on-disk';

/** Bytes between chosen rows that are read and left out: seeking over fewer takes longer. */
const MOST_GAP = 2 ** 16;

/** Bytes read at a time where rows don't lie as they are wanted. */
const MOST_SCATTERED = 2 ** 20;

/** Rows of a file that are read together: `span` rows from `from` on, of which some are wanted. */
interface Run {
  readonly file: RowFile;
  readonly from: number;
  readonly span: number;
  /** The places of the wanted rows among those of the run; null if all of them are. */
  readonly places: readonly number[] | null;
}

/**
 * Reads the rows first … first + count − 1 as they are.
 *
 * @param into  count rows; the output
 * @throws OnelayerError naming the file that has changed, is shorter or isn't there any more
 */
export function readRows(
  X: RowsOnDisk,
  first: number,
  count: number,
  into: Uint8Array,
): Promise<void> {
  return fulfil(requestsOf(X, first, count, into));
}

/** The same without a turn of the event loop, for a few rows. */
export function readRowsNow(X: RowsOnDisk, first: number, count: number, into: Uint8Array): void {
  fulfilNow(requestsOf(X, first, count, into));
}

/** Once a request is fulfilled, its rows are put in their places. */
function* requestsOf(
  X: RowsOnDisk,
  first: number,
  count: number,
  into: Uint8Array,
): Generator<Request, void, void> {
  const { width } = X;
  let scratch = new Uint8Array(0);
  let at = 0;
  for (const { file, from, span, places } of runsOf(X, first, count)) {
    const position = file.offset + from * file.stride;
    if (places === null && file.stride === width) {
      yield { file, into: into.subarray(at, at + span * width), position };
      at += span * width;
      continue;
    }
    const bytes = (span - 1) * file.stride + width;
    if (scratch.length < bytes) scratch = new Uint8Array(Math.max(bytes, MOST_SCATTERED));
    yield { file, into: scratch.subarray(0, bytes), position };
    for (let i = 0; i < (places?.length ?? span); i++, at += width) {
      const start = (places?.[i] ?? i) * file.stride;
      into.set(scratch.subarray(start, start + width), at);
    }
  }
}

function* runsOf(X: RowsOnDisk, first: number, count: number): Generator<Run, void, void> {
  const { chosen } = X;
  if (chosen === null) yield* wholeRuns(X, first, count);
  else yield* chosenRuns(X, chosen.subarray(first, first + count));
}

function* wholeRuns(X: RowsOnDisk, first: number, count: number): Generator<Run, void, void> {
  for (let row = first; row < first + count;) {
    const { file, from } = placeOf(X, row);
    const left = Math.min(first + count - row, file.rows - from);
    const most = Math.max(1, Math.floor(MOST_SCATTERED / file.stride));
    const span = file.stride === X.width ? left : Math.min(left, most);
    yield { file, from, span, places: null };
    row += span;
  }
}

function* chosenRuns(X: RowsOnDisk, numbers: Uint32Array): Generator<Run, void, void> {
  for (let i = 0; i < numbers.length;) {
    const { file, from } = placeOf(X, numbers[i]);
    const start = numbers[i];
    const gap = Math.max(1, Math.floor(MOST_GAP / file.stride));
    const most = Math.min(file.rows - from, Math.max(1, Math.floor(MOST_SCATTERED / file.stride)));
    const places = [0];
    for (i++; i < numbers.length; i++) {
      const place = numbers[i] - start;
      const last = places[places.length - 1];
      if (place < last || place - last > gap || place >= most) break;
      places.push(place);
    }
    yield { file, from, span: places[places.length - 1] + 1, places };
  }
}

/** Finds a row's file, and its number there. */
function placeOf({ files }: RowsOnDisk, row: number): { readonly file: RowFile; from: number } {
  let from = row;
  for (const file of files) {
    if (from < file.rows) return { file, from };
    from -= file.rows;
  }
  throw new Error('a row that is in no file');
}
