import { assertOneOf } from '../../errors';

/**
 * The name of a file of CIFAR-10, without `.bin`; each has 10,000 images.
 *
 * @category Data
 */
export type Cifar10FileName =
  'data_batch_1' | 'data_batch_2' | 'data_batch_3' | 'data_batch_4' | 'data_batch_5' | 'test_batch';

/** Size and sums that the six files must have. Tests have a tiny edition of their own. */
export interface Cifar10Edition {
  /** Images in each file. */
  readonly samples: number;
  /** The MD5 sum of each `.bin` file, by which it is known. */
  readonly md5: Readonly<Record<Cifar10FileName, string>>;
  /** The SHA-256 sum of each: processors with instructions for it hash 92 MB in 60 ms instead of 140. */
  readonly sha256: Readonly<Record<Cifar10FileName, string>>;
}

/** CIFAR-10's binary version, as published: the training batches first. */
export const CIFAR10: Cifar10Edition = {
  samples: 10_000,
  md5: {
    data_batch_1: '5dd7e06a14cb22eb9f671a540d1b7c25',
    data_batch_2: '5ea93a67294ea407fff1d09f752e9692',
    data_batch_3: '942cd6a4bcdd0dd3c604fbe906cb4421',
    data_batch_4: 'ae636b3ba5c66a11e91e8cb52e771fcb',
    data_batch_5: '53f37980c15c3d472c316c40844f3f0d',
    test_batch: '803d5f7f4d78ea53de84dbe85f74fb6d',
  },
  sha256: {
    data_batch_1: 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
    data_batch_2: 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
    data_batch_3: 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
    data_batch_4: '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
    data_batch_5: '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
    test_batch: '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
  },
};

export const CIFAR10_FILE_NAMES = Object.keys(CIFAR10.md5) as readonly Cifar10FileName[];
export const CIFAR10_FILES = CIFAR10_FILE_NAMES.map((name) => ({ name, md5: CIFAR10.md5[name] }));

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
