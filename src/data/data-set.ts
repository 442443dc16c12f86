/** How the features of a sample make an image: planes one after another, each row-major. */
export interface ImageShape {
  readonly width: number;
  readonly height: number;
  /** 1: grey. 3: a red, a green and a blue plane. */
  readonly channels: 1 | 3;
}

/** Labels as they are kept: bytes for up to 256 classes, else two bytes each, for up to 65,536. */
export type Labels = Uint8Array | Uint16Array;

/** Labelled samples of bytes: what training, validation and test data are. */
export interface DataSet {
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
  /** X: n×d, one row a sample; pixels stay bytes in memory, 0 to 255. */
  readonly pixels: Uint8Array;
  /** y: n, each from 0 to K − 1; bytes serve up to 256 classes. */
  readonly labels: Labels;
}
