/** How the features of a sample make an image: planes one after another, each row-major. */
export interface ImageShape {
  readonly width: number;
  readonly height: number;
  /** 1: grey. 3: a red, a green and a blue plane. */
  readonly channels: 1 | 3;
}

/** Labels as they are kept: bytes for up to 256 classes, else two bytes each, for up to 65,536. */
export type Labels = Uint8Array | Uint16Array;

/**
 * Features as they come. Bytes, e.g. of pixels, are scaled to [0, 1] by what standardises them; other
 * numbers are taken as they are.
 */
export type Features = Uint8Array | Float32Array | Float64Array;

/** Labelled samples: what training, validation and test data are. */
export interface DataSet<X extends Features = Features> {
  /** Where it comes from, e.g. `data_batch_1`. */
  readonly name: string;
  /** The classes' names; label k means `classes[k]`. */
  readonly classes: readonly string[];
  /** n, the number of samples. */
  readonly samples: number;
  /** d, the number of features of a sample. */
  readonly features: number;
  /** Where samples are images, their shape. */
  readonly image?: ImageShape;
  /** X: n×d, one row a sample; bytes stay bytes in memory. */
  readonly X: X;
  /** y: n, each from 0 to K − 1; bytes serve up to 256 classes. */
  readonly labels: Labels;
  /** How much each sample counts in the loss beside the others: n, at least 0; all alike if absent. */
  readonly weights?: Float64Array;
}
