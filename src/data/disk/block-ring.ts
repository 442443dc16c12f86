import { allocateFor } from '../bytes/read-numbers';
import type { DenseFeatures } from '../features/kind';
import type { RowSpan } from '../row-span';
import { readRows } from './read-rows';
import type { RowsOnDisk } from './rows-on-disk';

/** Cuts n rows into parts of nearly the same size, of about `most` rows, and at least `least`. */
export function spansOf(n: number, most: number, least = 1): RowSpan[] {
  const count = Math.max(1, Math.min(Math.ceil(n / Math.max(1, most)), Math.floor(n / least)));
  return Array.from({ length: count }, (_, i) => {
    const first = Math.floor((i * n) / count);
    return { first, rows: Math.floor(((i + 1) * n) / count) - first };
  });
}

/** Memory for a span, and what is in it. */
interface Room {
  readonly bytes: Uint8Array;
  index: number;
  /** The rows, or when they will be there. */
  rows: DenseFeatures | Promise<DenseFeatures>;
}

/**
 * Memory for a few spans of rows: those that are used, and the next ones, which are read meanwhile. Where
 * there is room for all, each is read once.
 */
export class BlockRing {
  /** The one that was asked for last comes last. */
  private rooms: Room[] = [];
  private readonly most: number;

  /** @param count  how many spans there is room for: the rows of each are valid until so many others come */
  constructor(
    private readonly X: RowsOnDisk,
    private readonly spans: readonly RowSpan[],
    private readonly count: number,
  ) {
    this.most = Math.max(...spans.map(({ rows }) => rows));
  }

  /** Returns the rows of a span, and has others read ahead: fewer than there is room for. */
  load(index: number, ahead: readonly number[]): DenseFeatures | Promise<DenseFeatures> {
    const { rows } = this.roomOf(index);
    for (const next of ahead) this.roomOf(next);
    return rows;
  }

  private roomOf(index: number): Room {
    const known = this.rooms.find((room) => room.index === index);
    const room = known ?? this.begin(index);
    this.rooms = [...this.rooms.filter((other) => other !== room), room];
    return room;
  }

  /** Begins to read a span into the room that was not asked for the longest. */
  private begin(index: number): Room {
    const { X, spans, count, most } = this;
    const old = this.rooms.length < count ? undefined : this.rooms[0];
    const bytes = old?.bytes ?? allocateFor(X.where, Uint8Array, most * X.width);
    const { first, rows } = spans[index];
    const own = bytes.subarray(0, rows * X.width);
    // Of a pass that was left, the room may still be being read into.
    const isFree = old?.rows instanceof Promise ? old.rows.catch(() => undefined) : null;
    const fill = (): Promise<void> => readRows(X, first, rows, own);
    const read = isFree === null ? fill() : isFree.then(fill);
    const view = new X.Kept(own.buffer as ArrayBuffer, own.byteOffset, rows * X.features);
    const room: Room = { bytes, index, rows: view };
    room.rows = read.then(
      () => (room.rows = view),
      (error: unknown) => {
        // Whoever asks again reads again.
        room.index = -1;
        throw error;
      },
    );
    // What is read ahead may never be asked for.
    room.rows.catch(() => undefined);
    if (old !== undefined) this.rooms = this.rooms.filter((other) => other !== old);
    return room;
  }
}
