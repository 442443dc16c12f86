import { PickledArray, PickledName, PickledText, PickledType, shortText } from './pickled';
import { PickleReader } from './pickle-reader';

/** The official batches have some 40,000 operations: 10,000 labels, 10,000 file names, memo. */
const MOST_OPERATIONS = 250_000;

/** What a pickle may call: what official files do, and those that Python 3 or NumPy 2 wrote again. */
const NAMES = [
  'numpy.core.multiarray._reconstruct',
  'numpy._core.multiarray._reconstruct',
  'numpy.core.numeric._frombuffer',
  'numpy._core.numeric._frombuffer',
  'numpy.ndarray',
  'numpy.dtype',
  '_codecs.encode',
];

/**
 * Reads a Python pickle of protocols 2 to 5 as data. No code runs: a name that isn't on the short list
 * is an error, and so is an operation that no batch of CIFAR-10 needs. Strings and bytes are views of
 * the pickle, so that it makes no more than a few of its own sizes; dicts become Maps.
 *
 * Source: the comments in CPython's `Lib/pickletools.py`.
 *
 * @throws Error saying what is wrong, in words that continue `the pickle can't be read:`
 */
export function unpickle(pickle: Buffer): unknown {
  return new Unpickler(new PickleReader(pickle)).run();
}

type Operation = (machine: Unpickler, reader: PickleReader) => void;

/** Pickle's machine: a stack, the stack's marks, and a memo of what was made. */
class Unpickler {
  private stack: unknown[] = [];
  private readonly marks: number[] = [];
  private readonly memo = new Map<number, unknown>();
  /** Bytes that texts may yet be encoded to: a batch encodes each once. */
  private encodable: number;

  constructor(private readonly reader: PickleReader) {
    this.encodable = reader.length;
  }

  run(): unknown {
    const [begin, version] = [this.reader.byte(), this.reader.byte()];
    if (begin !== PROTOCOL || version < 2 || version > 5) {
      throw new Error('it is no pickle of protocol 2 to 5');
    }
    for (let count = 1; count <= MOST_OPERATIONS; count++) {
      const code = this.reader.byte();
      if (code === STOP) return this.pop();
      const operation = OPERATIONS.get(code);
      if (operation === undefined) refuse(`the operation 0x${code.toString(16)}`);
      operation(this, this.reader);
    }
    throw new Error(`it has more than ${MOST_OPERATIONS} operations`);
  }

  push(value: unknown): void {
    this.stack.push(value);
  }

  pop(): unknown {
    if (this.stack.length <= (this.marks.at(-1) ?? 0))
      throw new Error('it takes what is not there');
    return this.stack.pop();
  }

  /** The last value, which stays. */
  top(): unknown {
    return this.stack.at(-1);
  }

  mark(): void {
    this.marks.push(this.stack.length);
  }

  popToMark(): unknown[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw new Error('it takes what is not there');
    return this.stack.splice(mark);
  }

  popSeveral(count: number): unknown[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  keep(key: number): void {
    this.memo.set(key, this.top());
  }

  keepNext(): void {
    this.keep(this.memo.size);
  }

  pushKept(key: number): void {
    if (!this.memo.has(key)) throw new Error('it takes what is not there');
    this.push(this.memo.get(key));
  }

  pushName(module: string | null, name: string | null): void {
    const whole = `${module}.${name}`;
    if (!NAMES.includes(whole)) refuse(whole);
    this.push(new PickledName(whole));
  }

  append(values: readonly unknown[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw new Error('it appends to what is no list');
    for (const value of values) list.push(value);
  }

  set(values: readonly unknown[]): void {
    const dict = this.top();
    if (!(dict instanceof Map)) throw new Error('it sets items of what is no dict');
    for (let i = 0; i + 1 < values.length; i += 2) dict.set(values[i], values[i + 1]);
  }

  call(): void {
    const parameters = this.pop();
    const called = this.pop();
    if (!(called instanceof PickledName) || !Array.isArray(parameters)) {
      throw new Error('it calls what is no function');
    }
    if (called.name.endsWith('_reconstruct')) this.push(new PickledArray());
    else if (called.name.endsWith('_frombuffer')) this.push(arrayOfBuffer(parameters));
    else if (called.name === 'numpy.dtype') this.push(new PickledType(parameters[0]));
    else if (called.name === '_codecs.encode') this.push(this.encode(parameters));
    else refuse(`a call of ${called.name}`);
  }

  /** Sets the state of an array; of a type, it is byte order and the like, which bytes don't have. */
  build(): void {
    const state = this.pop();
    const target = this.top();
    if (target instanceof PickledArray) target.state = state;
    else if (!(target instanceof PickledType))
      throw new Error('it sets the state of something else');
  }

  /** What Python 3 writes for bytes in protocol 2. */
  private encode([text, encoding]: readonly unknown[]): Buffer {
    if (!(text instanceof PickledText) || shortText(encoding) !== 'latin1') {
      refuse('an unknown encoding');
    }
    this.encodable -= text.utf8.length;
    if (this.encodable < 0) refuse('more bytes than it has');
    return Buffer.from(text.utf8.toString('utf8'), 'latin1');
  }
}

/** What NumPy writes for an array in protocol 5. */
function arrayOfBuffer([bytes, type, shape, order]: readonly unknown[]): PickledArray {
  const array = new PickledArray();
  array.state = [1, shape, type, shortText(order) === 'F', bytes];
  return array;
}

function refuse(what: string): never {
  throw new Error(`it asks for ${what}, which no file of CIFAR-10 needs`);
}

const PROTOCOL = 0x80;
const STOP = '.'.charCodeAt(0);

const constant =
  (make: () => unknown): Operation =>
  (machine) =>
    machine.push(make());

/** By their characters or numbers. */
const OPERATIONS: ReadonlyMap<number, Operation> = new Map(
  Object.entries<Operation>({
    '\x95': (_, reader) => void reader.longCount(),
    '(': (machine) => machine.mark(),
    '}': constant(() => new Map()),
    ']': constant(() => []),
    ')': constant(() => []),
    N: constant(() => null),
    '\x88': constant(() => true),
    '\x89': constant(() => false),
    K: (machine, reader) => machine.push(reader.count(1)),
    M: (machine, reader) => machine.push(reader.count(2)),
    J: (machine, reader) => machine.push(reader.int32()),
    G: (machine, reader) => machine.push(reader.float64()),
    '\x8a': (machine, reader) => machine.push(reader.long(reader.count(1))),
    '\x8b': (machine, reader) => machine.push(reader.long(reader.int32())),
    U: (machine, reader) => machine.push(reader.bytes(reader.count(1))),
    T: (machine, reader) => machine.push(reader.bytes(reader.count(4))),
    C: (machine, reader) => machine.push(reader.bytes(reader.count(1))),
    B: (machine, reader) => machine.push(reader.bytes(reader.count(4))),
    '\x8e': (machine, reader) => machine.push(reader.bytes(reader.longCount())),
    '\x96': (machine, reader) => machine.push(reader.bytes(reader.longCount())),
    '\x8c': (machine, reader) => machine.push(new PickledText(reader.bytes(reader.count(1)))),
    X: (machine, reader) => machine.push(new PickledText(reader.bytes(reader.count(4)))),
    '\x8d': (machine, reader) => machine.push(new PickledText(reader.bytes(reader.longCount()))),
    q: (machine, reader) => machine.keep(reader.count(1)),
    r: (machine, reader) => machine.keep(reader.count(4)),
    '\x94': (machine) => machine.keepNext(),
    h: (machine, reader) => machine.pushKept(reader.count(1)),
    j: (machine, reader) => machine.pushKept(reader.count(4)),
    c: (machine, reader) => machine.pushName(reader.line(), reader.line()),
    '\x93': (machine) => {
      const [module, name] = machine.popSeveral(2);
      machine.pushName(shortText(module), shortText(name));
    },
    '\x85': (machine) => machine.push(machine.popSeveral(1)),
    '\x86': (machine) => machine.push(machine.popSeveral(2)),
    '\x87': (machine) => machine.push(machine.popSeveral(3)),
    t: (machine) => machine.push(machine.popToMark()),
    a: (machine) => machine.append([machine.pop()]),
    e: (machine) => machine.append(machine.popToMark()),
    s: (machine) => machine.set(machine.popSeveral(2)),
    u: (machine) => machine.set(machine.popToMark()),
    R: (machine) => machine.call(),
    b: (machine) => machine.build(),
    '0': (machine) => void machine.pop(),
  }).map(([character, operation]) => [character.charCodeAt(0), operation]),
);
