import type { Features } from './features';
import type { LabelType } from './label-types';

/**
 * How the features of a sample make an image: planes one after another, each row-major.
 *
 * @category Data
 */
export interface ImageShape {
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1: grey. 3: a red, a green and a blue plane. */
  readonly channels: 1 | 3;
}

/**
 * Labels as they are kept: bytes for up to 256 classes, else two bytes each, for up to 65,536.
 *
 * @inline
 */
export type Labels = Uint8Array | Uint16Array;

/**
 * What makes features of pictures: `PatchFeatures`.
 *
 * @inline
 */
export interface PictureEncoder {
  /** The shape of the pictures. */
  readonly image: ImageShape;
  /** d, the number of features that it makes of one. */
  readonly features: number;
}

/**
 * Labelled samples: training, validation or test data. Made by `dataSet` and the readers of files,
 * and not to be changed afterwards.
 *
 * @typeParam X     the array type of the features
 * @typeParam Type  the type of the labels that it was made of
 * @category Data
 */
export interface DataSet<X extends Features = Features, Type extends LabelType = LabelType> {
  /** Its name in messages and reports, e.g. `data_batch_1`. */
  readonly name: string;
  /** The classes' names; label k means `classes[k]`. */
  readonly classes: readonly string[];
  /**
   * The type of the labels that it was made of, in which a classifier predicts: of `number`, the class
   * `3` is the number 3. By default `string`.
   */
  readonly labelType?: Type;
  /** n, the number of samples. */
  readonly samples: number;
  /** d, the number of features of a sample. */
  readonly features: number;
  /** The features' names: d, each once, e.g. from a CSV's header. Absent if they have none. */
  readonly featureNames?: readonly string[];
  /** The shape of a sample. Absent if samples aren't images. */
  readonly image?: ImageShape;
  /**
   * What made the features of pictures: a model that learns from them takes pictures. It is a field, so that
   * parts, subsets and copies of the set have it too. Absent if samples are features as they come.
   */
  readonly madeBy?: PictureEncoder;
  /** X: n×d, row-major, a row for each sample. */
  readonly X: X;
  /** y: n, each from 0 to K − 1; bytes for up to 256 classes, else two bytes each. */
  readonly labels: Labels;
  /** The samples' weights in the loss: n, at least 0. Absent if all samples count alike. */
  readonly weights?: Float64Array;
}
