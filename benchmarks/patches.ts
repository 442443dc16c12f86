/** Times the encoder of pictures beside PyTorch and OpenBLAS's product: `npm run bench:patches`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selectBackend, type Backend } from '../src/backend';
import { runCommand } from '../src/cli/run-command';
import { encodeNpy, loadCifar10 } from '../src/data';
import { PatchFeatures } from '../src/patches';
import { table } from '../src/report/text/table';
import { finish } from '../src/tasks';
import { Child } from './harness/child';
import { describeMachine } from './harness/machine';
import { benchmarkProgram } from './harness/options';
import { findPythonLibrary, pythonProgram, type PythonLibrary } from './harness/python';
import { median } from './harness/statistics';

const SIZES = [512, 1024, 2048];
const PICTURES = 256;
/** How PyTorch encodes, and how many pictures at a time; its best counts. */
const PEER_WAYS = [
  { compiled: false, batch: 8 },
  { compiled: true, batch: 8 },
  { compiled: true, batch: 64 },
];

/** What PyTorch is, and whether it can compile functions. */
interface Described {
  readonly words: string;
  readonly compiles: boolean;
}

interface Encoded {
  readonly seconds: number;
  readonly sum: number;
}

/** One way of encoding, and the seconds of its rounds. */
interface Way {
  readonly name: string;
  /** Floating-point operations of a picture. */
  readonly operations: number;
  readonly seconds: number[];
  run(): Promise<Encoded> | Encoded;
}

/** Writes what PyTorch needs: pictures, whitening and dictionary. */
function writeInputs(folder: string, { settings, tensors, image }: PatchFeatures, X: Uint8Array) {
  const write = (name: string, values: Uint8Array | Float32Array): void => {
    writeFileSync(path.join(folder, `${name}.npy`), Buffer.concat(encodeNpy(values, [values.length]))); // prettier-ignore
  };
  write('pictures', X);
  for (const name of ['whitening', 'offset', 'dictionary'] as const) write(name, tensors[name]);
  const regions = [[0, 3], [1, 5], [3, 6], [4, 8], [6, 9]]; // prettier-ignore
  const { side, components, patches: atoms, threshold } = settings;
  const options = { ...image, side, components, atoms, threshold, regions };
  writeFileSync(path.join(folder, 'options.json'), JSON.stringify(options));
}

function ownWay(backend: Backend, patches: PatchFeatures, X: Uint8Array): Way {
  const count = X.length / 3072;
  const sums = new Float32Array(count * patches.features);
  return {
    name: `onelayer, ${backend.report.openblas?.instructions ?? 'plain JavaScript'}`,
    operations: 2 * patches.multiplications,
    seconds: [],
    run() {
      const start = performance.now();
      finish(patches.encoding(backend, X, [0, count], sums));
      const seconds = (performance.now() - start) / 1000;
      return { seconds, sum: sums.reduce((sum, value) => sum + value, 0) };
    },
  };
}

/** OpenBLAS's product of whitened patches and dictionary alone, on one thread, as the measure of speed. */
function productWay(backend: Backend, { settings }: PatchFeatures, pictures: number): Way {
  const [m, n, k] = [2 * settings.patches, 729, settings.components];
  const [a, b] = [m * k, k * n].map((length) => new Float32Array(length).fill(0.5));
  const c = new Float32Array(m * n);
  const run = (): Encoded => {
    const start = performance.now();
    for (let i = 0; i < pictures; i++) backend.gemm(false, false, m, n, k, 1, a, k, b, n, 0, c, n);
    return { seconds: (performance.now() - start) / 1000, sum: 0 };
  };
  return {
    name: 'the product by OpenBLAS, 1 thread',
    operations: 2 * m * n * k,
    seconds: [],
    run,
  };
}

async function measure(ways: readonly Way[], rounds: number, signal: AbortSignal): Promise<void> {
  const sums = new Map<string, number>();
  for (let round = 0; round <= rounds; round++) {
    for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
      signal.throwIfAborted();
      const { seconds, sum } = await way.run();
      if (round > 0) way.seconds.push(seconds);
      sums.set(way.name, sum);
    }
  }
  const found = [...sums.values()].filter((sum) => sum > 0);
  const [first] = found;
  if (found.some((sum) => Math.abs(sum / first - 1) > 1e-4)) {
    throw new Error(`the sums of the features differ: ${found.join(', ')}`);
  }
}

/** PyTorch's ways of encoding, in a process of its own. */
function peerWays(peer: Child, { compiles }: Described, operations: number): Way[] {
  return PEER_WAYS.filter(({ compiled }) => compiles || !compiled).map(({ compiled, batch }) => ({
    name: `PyTorch${compiled ? ', compiled' : ''}, ${batch} pictures at a time`,
    operations,
    seconds: [],
    run: () => peer.ask<Encoded>('encode', { batch, compiled }),
  }));
}

async function compare(
  patches: PatchFeatures,
  backend: Backend,
  pictures: Uint8Array,
  torch: PythonLibrary | null,
  { rounds, signal }: { readonly rounds: number; readonly signal: AbortSignal },
): Promise<void> {
  const count = pictures.length / 3072;
  const { threads } = backend.report;
  const folder = mkdtempSync(path.join(tmpdir(), 'onelayer-'));
  try {
    writeInputs(folder, patches, pictures);
    const program = torch && pythonProgram(torch, 'torch_patches.py', threads, folder);
    const peer = program && new Child('PyTorch', program, signal);
    const own = [ownWay(backend, patches, pictures), productWay(backend, patches, count)];
    const described = (await peer?.ask<Described>('describe')) ?? null;
    const peers = peer && described ? peerWays(peer, described, own[0].operations) : [];
    const ways = [...own, ...peers];
    await measure(ways, rounds, signal);
    await peer?.stop();
    const what = `${patches.settings.patches} patches, ${threads} thread(s)`;
    print(`${what}; ${described?.words ?? 'PyTorch not found'}`, ways, count);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const description = 'Times the encoder of pictures beside PyTorch and the product alone.';
  const { quick, rounds = 5 } = benchmarkProgram('patches', description, 10).parse(argv).opts();
  const { sets } = await loadCifar10({ files: ['data_batch_1'] });
  const { X } = sets.data_batch_1;
  const image = { width: 32, height: 32, channels: 3 } as const;
  const torch = await findPythonLibrary('torch', signal);
  const { cores, processor } = describeMachine('');
  console.log(`${processor}, ${cores} cores`);
  const pictures = X.subarray(0, (quick ? 16 : PICTURES) * 3072);
  const how = { rounds: quick ? 1 : rounds, signal };
  for (const size of quick ? [32] : SIZES) {
    const learning = PatchFeatures.learning(
      selectBackend({ backend: 'openblas' }),
      { X, samples: 2000, image },
      { patches: size },
    );
    const patches = finish(learning);
    for (const threads of new Set([1, cores])) {
      const backend = selectBackend({ backend: 'openblas', threads });
      await compare(patches, backend, pictures, torch, how);
    }
  }
}

function print(title: string, ways: readonly Way[], pictures: number): void {
  const own = median(ways[0].seconds);
  const rows = ways.map(({ name, operations, seconds }) => {
    const middle = median(seconds);
    return [
      name,
      ((1000 * middle) / pictures).toFixed(2),
      ((operations * pictures) / middle / 1e9).toFixed(0),
      (middle / own).toFixed(2),
    ];
  });
  console.log(`\n${title}`);
  console.log(table(['', 'ms a picture', 'Gflop/s', 'times onelayer'], rows, 'right'));
}

void runCommand((signal) => main(process.argv, signal));
