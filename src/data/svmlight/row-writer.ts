import { join } from 'node:path';
import { EntryWriter, parsedFolder } from '../../files';
import { TaskRunner, type Task } from '../../tasks';
import type { SparseChunk, SparseRows } from './sparse-rows';

/** Values that are kept in memory before they are written: 64 MB. */
const MOST_VALUES = 2 ** 23;

/** Numbers of a part: 4 MB. */
const PART = 2 ** 20;

/** Values copied between two yields: a millisecond or so. */
const STEP_VALUES = 2 ** 17;

/** Keeps sparse rows in a temporary file until the last one tells how wide they are. */
export class SparseScratch {
  private readonly chunks: (readonly [indices: number, values: number, ends: number])[] = [];

  private constructor(
    private readonly writer: EntryWriter,
    private readonly rows: SparseRows,
    private readonly runner: TaskRunner,
  ) {}

  /** @param bytes  that it may have, about @throws OnelayerError NOT_WRITABLE */
  static async begin(bytes: number, rows: SparseRows, runner: TaskRunner): Promise<SparseScratch> {
    const writer = await EntryWriter.begin(join(parsedFolder(), 'sparse'), bytes);
    return new SparseScratch(writer, rows, runner);
  }

  /** Writes the rows away if there are many. */
  async write(): Promise<void> {
    if (this.rows.pending < MOST_VALUES) return;
    const { indices, values, ends } = await this.runner.run(this.rows.taking());
    const [first, second, third] = [indices, values, ends].map(bytesOf);
    const { writer } = this;
    this.chunks.push([
      await writer.append(first),
      await writer.append(second),
      await writer.append(third),
    ]);
  }

  /** Yields all rows in their order. */
  async *read(): AsyncGenerator<SparseChunk, void, void> {
    for (const [indices, values, ends] of this.chunks) {
      yield {
        indices: new Uint32Array(await this.buffer(indices)),
        values: new Float32Array(await this.buffer(values)),
        ends: new Uint32Array(await this.buffer(ends)),
      };
    }
    yield await this.runner.run(this.rows.taking());
  }

  remove(): Promise<void> {
    return this.writer.abandon();
  }

  private async buffer(part: number): Promise<ArrayBuffer> {
    const { buffer } = await this.writer.read(part);
    return buffer as ArrayBuffer;
  }
}

/** Writes rows with their zeros, n×d of float32, one after another from the beginning of an entry. */
export async function writeRows(
  entry: EntryWriter,
  chunks: AsyncIterable<SparseChunk>,
  { features, base }: { readonly features: number; readonly base: 0 | 1 },
  runner: TaskRunner,
): Promise<void> {
  const most = Math.max(1, Math.floor(PART / features));
  for await (const chunk of chunks) {
    for (let first = 0; first < chunk.ends.length; first += most) {
      const end = Math.min(chunk.ends.length, first + most);
      const X = new Float32Array((end - first) * features);
      await runner.run(spreading(chunk, first, end, { features, base }, X));
      await entry.append(bytesOf(X));
    }
  }
}

/** Puts the values of rows where they belong. */
function* spreading(
  { indices, values, ends }: SparseChunk,
  first: number,
  end: number,
  { features, base }: { readonly features: number; readonly base: 0 | 1 },
  X: Float32Array,
): Task<void> {
  let at = first === 0 ? 0 : ends[first - 1];
  for (let row = first; row < end; row++) {
    const from = (row - first) * features - base;
    for (; at < ends[row]; at++) {
      X[from + indices[at]] = values[at];
      if (at % STEP_VALUES === 0) yield;
    }
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
