/**
 * The progress of reading, as `onProgress` gets it.
 *
 * @category Data
 */
export interface ReadingProgress {
  /** The file or folder, as it was named. */
  readonly where: string;
  /**
   * The unit of the counts: bytes of a file, headers of pictures, or decoded pictures; of a table that stays
   * on disk, columns that are learnt of, and rows whose features are made.
   */
  readonly unit: 'byte' | 'header' | 'picture' | 'column' | 'row';
  /** The units that are read. */
  readonly done: number;
  /** All units; null if they aren't known, as in a pipe. */
  readonly total: number | null;
}

/** Options of what reads for long. */
export interface ReadingOptions {
  /** Stops reading; the signal's reason is thrown. By default none. */
  readonly signal?: AbortSignal | undefined;
  /** Called while it is read, many times in a second. By default none. */
  readonly onProgress?: ((progress: ReadingProgress) => void) | undefined;
}
