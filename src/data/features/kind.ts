import type { Task } from '../../tasks';

/** Numbers in memory, of either dtype. */
export type Floats = Float32Array | Float64Array;

/** Features in one array, n×d and row-major. */
export type DenseFeatures = Uint8Array | Floats;

/** Mean μ and population standard deviation σ of each feature: d each. */
export interface Moments {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** Standardising as one multiply and one add, x' = slope · x + intercept: d each. */
export interface Affine {
  readonly slope: Floats;
  readonly intercept: Floats;
}

/** The standardisation x' = (x/s − μ) · inverse: see `Standardiser`. */
export interface Standardisation {
  /** μ: d. */
  readonly mean: Float64Array;
  /** 1/σ: d. */
  readonly inverse: Float64Array;
  /** s. */
  readonly range: number;
  readonly isIdentity: boolean;
  /** The same as one multiply and one add, in the given dtype. */
  affine(dtype: 'float32' | 'float64'): Affine;
}

/** Features and their shape. */
export interface Matrix<X> {
  /** n×d. */
  readonly X: X;
  /** n. */
  readonly samples: number;
  /** d. */
  readonly features: number;
}

/**
 * Features as the fused passes read them, which standardise them on the way: bytes by slope and
 * intercept, numbers by mean and inverse, unless they are standardised already.
 */
export interface StoredFeatures {
  /** n×d. */
  readonly X: DenseFeatures;
  /** d, in the dtype asked for; null if X has numbers. */
  readonly slope: Floats | null;
  readonly intercept: Floats | null;
  /** μ: d; null if X has bytes, or numbers to be taken as they are. */
  readonly mean: Float64Array | null;
  /** 1/σ: d; null if there is no mean. */
  readonly inverse: Float64Array | null;
}

/** What takes contents to hash, as `createHash` of Node does. */
export interface ContentHash {
  update(data: string | Uint8Array): unknown;
}

/** A kind of features: all that depends on how a data set keeps X. */
export interface FeatureKind<X> {
  /** The names of its classes, for messages. */
  readonly classes: readonly string[];
  /** Describes the kind where another was given. */
  readonly words: string;
  /** s, which scales features before they are standardised. */
  readonly range: number;

  is(value: unknown): value is X;

  /** Describes X in a data set's identity, e.g. `bytes`. */
  describe(X: X): string;

  /** Adds the contents of X to a hash, as a cooperative task: the same for equal rows, wherever they are. */
  hashing(X: X, hash: ContentHash): Task<void>;

  /** Throws unless X is n×d. */
  assertShape(name: string, X: X, samples: number, features: number): void;

  /** Returns d, which follows from X and n unless it is given. Throws unless X is n×d. */
  width(X: X, samples: number, features: number | undefined): number;

  /** Does the work of `assertingFiniteRows`. Absent if features of this kind always are finite. */
  assertingFinite?(name: string, X: X, features: number): Task<void>;

  /** Computes mean and standard deviation of each x/s, as a cooperative task. */
  moments(matrix: Matrix<X>): Task<Moments>;

  /** Gathers standardised rows: into[i] ← x'(X[rows[first + i]]), count×d. */
  gather(
    matrix: Pick<Matrix<X>, 'X' | 'features'>,
    standardisation: Standardisation,
    rows: Uint32Array,
    first: number,
    count: number,
    into: Floats,
  ): void;

  /** Prepares X for the fused passes, as a cooperative task. Absent if it isn't in memory. */
  storing?(
    matrix: Matrix<X>,
    standardisation: Standardisation,
    dtype: 'float32' | 'float64',
  ): Task<StoredFeatures>;

  /** Returns the rows first … end − 1 as they are, in memory: a view of them where they are there. */
  dense(X: X, features: number, first: number, end: number): DenseFeatures;

  /** Returns the features of row i as they are: d. */
  row(X: X, features: number, i: number): DenseFeatures;

  /** Returns the rows first … end − 1, in the same memory. */
  part(X: X, features: number, first: number, end: number): X;

  /** Copies rows, which may repeat. */
  take(X: X, features: number, rows: ArrayLike<number>): X;
}
