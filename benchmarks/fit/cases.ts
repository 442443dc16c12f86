import path from 'node:path';

/** What `peers/sklearn_fit.py` is asked for. */
export type PeerJob =
  | {
      readonly train: string;
      readonly test: string;
      readonly label: string;
      /** Columns of dates, which it can't know. */
      readonly dates: readonly string[];
    }
  /** The folder of CIFAR-10's binary files. */
  | { readonly cifar10: string };

/** The same data for both. */
export interface FitJob {
  /** Arguments of `onelayer fit`. */
  readonly own: readonly string[];
  readonly peer: PeerJob;
}

/** Data that both make a classifier of. */
export interface FitSet {
  readonly name: string;
  /** The folder that has to be made for it. */
  readonly data: keyof FitFolders;
  /** The number of its random splits; 1 where it comes with test rows. */
  readonly splits: number;
  /** @param split  from 0 */
  job(split: number): FitJob;
}

/** The folders that data are made in. */
export interface FitFolders {
  /** scikit-learn's small tables, which `peers/fit_data.py` writes. */
  readonly tables: string;
  /** The same of an npm package's tables. */
  readonly packaged: string;
  /** `NAME-train.csv` and `NAME-test.csv`, for each name in `IMAGE_TABLES`. */
  readonly images: string;
  /** CIFAR-10 as pictures, a sub-folder for each class in `train` and `test`. */
  readonly pictures: string;
}

/** Images of 28 × 28 pixels as tables, a column for each pixel. */
export const IMAGE_TABLES = { MNIST: 'mnist', 'Fashion-MNIST': 'fashion' } as const;

/** The random splits of small tables. */
export const SPLITS = 10;

/** scikit-learn's own tables. */
const TABLES = ['iris', 'wine', 'cancer', 'digits'];

/** Tables with categories, dates and missing values: their names, labels and columns of dates. */
const PACKAGED: readonly (readonly [name: string, label: string, ...dates: string[]])[] = [
  ['penguins', 'Species'],
  ['cars', 'Origin', 'Year'],
  ['weather', 'weather', 'date'],
];

function tableJob(stem: string, label: string, dates: readonly string[] = []): FitJob {
  const [train, test] = [`${stem}-train.csv`, `${stem}-test.csv`];
  return { own: [train, '--test', test, '--label', label], peer: { train, test, label, dates } };
}

/**
 * The sets: small tables, and images, which take scikit-learn hours.
 *
 * @param cifar10  the folder of CIFAR-10's binary files
 */
export function fitSets(folders: FitFolders, cifar10: string): FitSet[] {
  const { tables, packaged, images, pictures } = folders;
  const own = TABLES.map((name): FitSet => {
    const job = (split: number) => tableJob(path.join(tables, `${name}-${split}`), 'target');
    return { name, data: 'tables', splits: SPLITS, job };
  });
  const others = PACKAGED.map(([name, label, ...dates]): FitSet => {
    const job = (split: number) => tableJob(path.join(packaged, `${name}-${split}`), label, dates);
    return { name, data: 'packaged', splits: SPLITS, job };
  });
  const pixels = Object.entries(IMAGE_TABLES).map(([name, stem]): FitSet => {
    const job = () => tableJob(path.join(images, stem), 'label');
    return { name, data: 'images', splits: 1, job };
  });
  const job = () => ({ own: [pictures], peer: { cifar10 } });
  return [...own, ...others, ...pixels, { name: 'CIFAR-10', data: 'pictures', splits: 1, job }];
}
