import {
  ASSIGNMENT_FILES,
  courseSets,
  loadCifar10,
  TRAINING_BATCHES,
  type Cifar10FileName,
  type Cifar10Options,
  type Cifar10World,
  type CourseSets,
  type DataSet,
  type LoadedCifar10,
} from '../data';
import type { Results } from '../report';

/** CIFAR-10, loaded when the first file needs it, and kept for the others. */
export class CourseData {
  readonly #loaded = new Map<string, Promise<LoadedCifar10>>();

  constructor(
    private readonly options: Omit<Cifar10Options, 'files'>,
    private readonly world?: Cifar10World,
  ) {}

  /** The images that a file's models were tested on; null if they are not CIFAR-10's. */
  async testSet(results: Results): Promise<DataSet | null> {
    const { files, sets } = await this.#load(['test_batch']);
    return isUsing(results, files) ? sets.test_batch : null;
  }

  /** The sets that a file's runs were trained on; null if they are not CIFAR-10's. */
  async trainingSets(results: Results): Promise<CourseSets | null> {
    const { data, samples } = results;
    const isAll = data.files.length > ASSIGNMENT_FILES.length;
    const names = isAll
      ? TRAINING_BATCHES
      : ASSIGNMENT_FILES.filter((name) => name !== 'test_batch');
    const loaded = await this.#load(names);
    if (!isUsing(results, loaded.files)) return null;
    const sets = courseSets(loaded, isAll ? samples.validation : null);
    const isSame =
      sets.training.samples === samples.training && sets.validation.samples === samples.validation;
    return isSame ? sets : null;
  }

  #load(files: readonly Cifar10FileName[]): Promise<LoadedCifar10> {
    const key = files.join();
    const loading = this.#loaded.get(key) ?? loadCifar10({ ...this.options, files }, this.world);
    this.#loaded.set(key, loading);
    return loading;
  }
}

/** Returns true if results are of data with the names of some files of CIFAR-10. */
export function isOfCifar10({ data }: Results): boolean {
  return data.files.some(({ name }) => name === 'test_batch');
}

/** Returns true if results are of these very files. */
function isUsing({ data }: Results, files: LoadedCifar10['files']): boolean {
  return files.every(({ name, md5 }) =>
    data.files.some((own) => own.name === name && own.md5 === md5),
  );
}
