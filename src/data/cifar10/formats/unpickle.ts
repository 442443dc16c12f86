import { PickleReader } from './pickle-reader';

/** A pickled NumPy array: the argument of `ndarray.__setstate__`. */
export class PickledArray {
  state: unknown;

  __setstate__(state: unknown): void {
    this.state = state;
  }
}

/** A pickled NumPy type, e.g. `u1`. */
export class PickledType {
  constructor(readonly code: unknown) {
    Object.freeze(this);
  }

  /** Ignores byte order and the like, which one-byte integers don't have. */
  __setstate__(): void {
    // Nothing to keep.
  }
}

type Callable = (...parameters: unknown[]) => unknown;

/**
 * The only names that a pickle may use: those in the official files, and in the same data written
 * again by Python 3 (`_codecs`) or NumPy 2 (`numpy._core`). They are frozen, so that a pickle can't
 * set properties on them.
 */
const CALLABLE: ReadonlyMap<string, Callable> = new Map(
  Object.entries<Callable>({
    'numpy.core.multiarray._reconstruct': () => new PickledArray(),
    'numpy._core.multiarray._reconstruct': () => new PickledArray(),
    'numpy.ndarray': () => refuse('a call of numpy.ndarray'),
    'numpy.dtype': (code) => new PickledType(code),
    '_codecs.encode': (text, encoding) => encode(text, encoding),
  }).map(([name, callable]) => [name, Object.freeze(callable)]),
);

function encode(text: unknown, encoding: unknown): Buffer {
  if (typeof text !== 'string' || encoding !== 'latin1') refuse('an unknown encoding');
  return Buffer.from(text, 'latin1');
}

function refuse(what: string): never {
  throw new Error(`it asks for ${what}, which no file of CIFAR-10 needs`);
}

/**
 * Reads a Python pickle of protocols 0 to 5 as data. No code runs: a name that isn't on the short
 * list is an error. Dicts become Maps; Python 2's strings latin-1 text.
 *
 * @throws Error saying what is wrong, in words that continue `the pickle can't be read:`
 */
export async function unpickle(pickle: Buffer): Promise<unknown> {
  const { Parser } = await import('pickleparser');
  const resolve = (module: string, name: string) =>
    CALLABLE.get(`${module}.${name}`) ?? refuse(`${module}.${name}`);
  const parser = new Parser({ nameResolver: { resolve }, unpicklingTypeOfDictionary: 'Map' });
  return parser.read(new PickleReader(pickle));
}
