/**
 * The whole contract of the optional native addon `onelayer-mpi.node`, which speaks to the other
 * processes of a job through MPI.
 *
 * One thread of its own makes all calls of MPI, in the order in which the functions were called;
 * JavaScript's thread never waits for another process. All processes must call the same functions in
 * the same order, with arrays of the same kind and length. A promise is rejected with an error of
 * the code `MPI_FAILED`; it doesn't keep the process alive. Wrong arguments are errors as of
 * `binding.d.ts`.
 *
 * Source: "MPI: a message-passing interface standard, version 3.1", 2015.
 */

/** This process and its job. */
export interface World {
  /** This process's number, from 0. */
  readonly rank: number;
  /** The number of processes. */
  readonly size: number;
  /** The version of the library, as it describes itself. */
  readonly library: string;
}

/** Starts MPI: once in a process. Throws an error MPI_FAILED the second time. */
export function start(): Promise<World>;

/**
 * values ← Σ values of all processes / divisor, added up in float64 in the order of their
 * ranks: the same terms give the same bits. They are copied when the function is called, and written at the end.
 *
 * @param values  at most 2^31 − 2 elements
 * @param beside  a finite number, rounded to the dtype of the array
 * @param divisor  a finite number
 * @returns the sum of the numbers beside the arrays
 */
export function sum(
  values: Float32Array | Float64Array,
  beside: number,
  divisor: number,
): Promise<number>;

/** Hands the bytes of each process to all: by rank. At most 2^31 − 1 bytes in all. */
export function gather(bytes: Uint8Array): Promise<Uint8Array[]>;

/**
 * Ends MPI in this process, and waits until all processes do so. Returns false, and does nothing,
 * while a promise has not been settled.
 */
export function finish(): boolean;

/** Ends all processes of the job with an exit code from 1 to 255, and doesn't return. */
export function abort(code: number): never;
