import { assertOneOf } from '../../errors';

/**
 * The name of a file of CIFAR-10, without `.bin`; each has 10,000 images.
 *
 * @category Data
 */
export type Cifar10FileName =
  'data_batch_1' | 'data_batch_2' | 'data_batch_3' | 'data_batch_4' | 'data_batch_5' | 'test_batch';

/** The six files of CIFAR-10's binary version, `<name>.bin` each, with their published MD5 sums. */
export const CIFAR10_FILES: readonly { readonly name: Cifar10FileName; readonly md5: string }[] = [
  { name: 'data_batch_1', md5: '5dd7e06a14cb22eb9f671a540d1b7c25' },
  { name: 'data_batch_2', md5: '5ea93a67294ea407fff1d09f752e9692' },
  { name: 'data_batch_3', md5: '942cd6a4bcdd0dd3c604fbe906cb4421' },
  { name: 'data_batch_4', md5: 'ae636b3ba5c66a11e91e8cb52e771fcb' },
  { name: 'data_batch_5', md5: '53f37980c15c3d472c316c40844f3f0d' },
  { name: 'test_batch', md5: '803d5f7f4d78ea53de84dbe85f74fb6d' },
];

/** All six names, the training batches first. */
export const CIFAR10_FILE_NAMES: readonly Cifar10FileName[] = CIFAR10_FILES.map(({ name }) => name);

/**
 * The names of CIFAR-10's ten classes; label k means `CIFAR10_CLASSES[k]`.
 *
 * @category Data
 */
export const CIFAR10_CLASSES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/** The page to get the data set from by hand. */
export const CIFAR10_HOME_PAGE = 'https://www.cs.toronto.edu/~kriz/cifar.html';

/** Size and sums that the six files must have. Tests have a tiny edition of their own. */
export interface Cifar10Edition {
  /** Images in each file. */
  readonly samples: number;
  /** The MD5 sum of each `.bin` file. */
  readonly md5: Readonly<Record<Cifar10FileName, string>>;
}

/** CIFAR-10 as published. */
export const CIFAR10: Cifar10Edition = {
  samples: 10_000,
  md5: Object.fromEntries(
    CIFAR10_FILES.map(({ name, md5 }) => [name, md5]),
  ) as Cifar10Edition['md5'],
};

export function assertFileNames(
  argument: string,
  value: unknown,
): asserts value is readonly Cifar10FileName[] {
  if (Array.isArray(value) && value.length > 0) {
    value.forEach((name, i) => assertOneOf(`${argument}[${i}]`, name, CIFAR10_FILE_NAMES));
    return;
  }
  const lists = CIFAR10_FILE_NAMES.map((name) => `['${name}']`);
  assertOneOf(argument, value, lists);
}
