import type { RowFile } from './row-file';

/** The dtypes that rows on disk have. */
export type DiskDtype = 'uint8' | 'float32' | 'float64';

const ARRAYS = { uint8: Uint8Array, float32: Float32Array, float64: Float64Array };

/** Bytes that are read together, unless a mini-batch is larger. */
const BLOCK_BYTES = 2 ** 25;

/**
 * Rows that stay in their files, n×d: bytes or numbers, little-endian. As features of a data set they
 * are read in blocks, whenever they are needed; the files must not change meanwhile. Made by
 * {@link openNpy}, {@link openIdx} and {@link openRows}.
 *
 * @category Data
 * @example
 * const X = await openNpy('X_train.npy');
 * console.log(X instanceof RowsOnDisk, X.samples, X.dtype);
 */
export class RowsOnDisk {
  /** d. */
  readonly features: number;
  readonly dtype: DiskDtype;
  /** n. */
  readonly samples: number;
  /** Bytes that are read together. */
  readonly blockBytes: number;
  /** @internal */
  readonly files: readonly RowFile[];
  /** The numbers of the rows among those of all files; null for all of them. @internal */
  readonly chosen: Uint32Array | null;

  /** @internal */
  constructor(parts: {
    readonly files: readonly RowFile[];
    readonly features: number;
    readonly dtype: DiskDtype;
    readonly chosen?: Uint32Array | null;
    readonly blockBytes?: number | undefined;
  }) {
    const { chosen = null, blockBytes = BLOCK_BYTES } = parts;
    ({ files: this.files, features: this.features, dtype: this.dtype } = parts);
    this.chosen = chosen;
    this.blockBytes = blockBytes;
    this.samples = chosen?.length ?? this.files.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** n·d. */
  get length(): number {
    return this.samples * this.features;
  }

  /** The bytes of a row. @internal */
  get width(): number {
    return this.features * ARRAYS[this.dtype].BYTES_PER_ELEMENT;
  }

  /** The class of array that rows are read into. @internal */
  get Kept(): typeof Uint8Array | typeof Float32Array | typeof Float64Array {
    return ARRAYS[this.dtype];
  }

  /** Says how they are read. @internal */
  inWords(): string {
    const blocks = Math.ceil((this.samples * this.width) / this.blockBytes);
    const together = blocks === 1 ? 'at once' : `in ${blocks.toLocaleString('en')} blocks`;
    return `which stay on disk and are read ${together}`;
  }

  /** Its first file, for messages. @internal */
  get where(): string {
    return this.files[0].path;
  }

  /** Returns the rows with these numbers, in this order; they may repeat. @internal */
  take(numbers: ArrayLike<number>): RowsOnDisk {
    const { chosen } = this;
    return this.with({ chosen: Uint32Array.from(numbers, (own) => chosen?.[own] ?? own) });
  }

  /** Returns the rows first … end − 1. @internal */
  part(first: number, end: number): RowsOnDisk {
    const { chosen } = this;
    if (chosen !== null) return this.with({ chosen: chosen.subarray(first, end) });
    let before = 0;
    const files = this.files.flatMap((file) => {
      const from = Math.max(0, first - before);
      const to = Math.min(file.rows, end - before);
      before += file.rows;
      const offset = file.offset + from * file.stride;
      return from < to ? [{ ...file, offset, rows: to - from }] : [];
    });
    return this.with({ files });
  }

  private with(changes: { readonly files?: readonly RowFile[]; readonly chosen?: Uint32Array }) {
    const { files, chosen, features, dtype, blockBytes } = this;
    return new RowsOnDisk({ files, chosen, features, dtype, blockBytes, ...changes });
  }
}
