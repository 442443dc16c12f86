import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { pythonProgram, type PythonLibrary } from '../harness/python';
import { timedProcess } from '../harness/timed-process';
import { SPLITS, type FitFolders, type FitSet } from './cases';
import { writeImageTables } from './image-tables';
import { fetchedPackage } from './packages';
import { writePictures } from './pictures';

/** The folders in one for all data. */
export function foldersIn(data: string): FitFolders {
  const inside = (name: string): string => path.join(data, name);
  return {
    tables: inside('tables'),
    packaged: inside('packaged-tables'),
    images: inside('images'),
    pictures: inside('cifar-10-png'),
  };
}

/** Makes the data of sets, as far as they aren't there. */
export async function makeData(
  sets: readonly FitSet[],
  data: string,
  { cifar10, peer }: { readonly cifar10: string; readonly peer: PythonLibrary },
  signal: AbortSignal,
): Promise<void> {
  const { tables, packaged, images, pictures } = foldersIn(data);
  const packages = path.join(data, 'packages');
  const python = async (folder: string, ...more: string[]): Promise<void> => {
    mkdirSync(folder, { recursive: true });
    const args = [folder, String(SPLITS), ...more];
    await timedProcess(pythonProgram(peer, 'fit_data.py', 1, ...args), signal);
  };
  const makers: Record<keyof FitFolders, () => Promise<void>> = {
    tables: () => python(tables),
    packaged: async () => python(packaged, await fetchedPackage('vega-datasets', packages)),
    async images() {
      mkdirSync(images, { recursive: true });
      await writeImageTables(images, packages);
    },
    pictures: () => writePictures(pictures, cifar10, signal),
  };
  for (const kind of new Set(sets.map((set) => set.data))) await makers[kind]();
}
