/**
 * Calls the addon with random arguments, right ones and hostile ones, until the time is over:
 *
 *     node -r scripts/run-typescript.js call-natively.ts ADDON GUARD|none SEED SECONDS
 *
 * A right call must succeed. A hostile one may; if it throws, it is by the contract of `binding.d.ts`,
 * and nothing is written. Prints how many there were of each.
 */
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Addon } from '../../../src/backend/load-addon';
import { defaultRng } from '../../../src/random';
import { caller, parted, prepare, type Prepare } from '../../support/refused-arguments';
import type { Arguments } from '../../support/pass-arguments';
import { changed, copied, disturb, makeShrinkable, spoil } from './hostile-changes';
import { SoundCalls, type Allocate, type Callee } from './sound-calls';

const [addonFile, guardFile, seed, seconds] = process.argv.slice(2);
const addon = load(addonFile) as Addon;
const guard = guardFile === 'none' ? null : (load(guardFile) as Guard);
/** Guarded memory is given back when its buffer is collected, of which the collector sees no need. */
const CALLS_A_COLLECTION = 500;

interface Guard {
  guarded(bytes: number): ArrayBuffer;
}

interface Outcome {
  readonly error: (Error & { code?: string }) | null;
}

function load(file: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import can't load an addon
  return require(file);
}

const allocate: Allocate = (Kind, length) => {
  const bytes = length * (Kind as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
  return new Kind(guard === null ? new ArrayBuffer(bytes) : guard.guarded(bytes));
};

function outcomeOf(call: () => void): Outcome {
  try {
    call();
    return { error: null };
  } catch (error) {
    return { error: error as Error };
  }
}

/** Calls at once; or prepares, changes what was prepared, and runs it twice. */
function call(callee: Callee, args: Arguments, between: (() => void) | null): void {
  if (callee === 'gemm' || callee === 'axpy' || callee === 'softmax') {
    (addon[callee] as (...values: unknown[]) => void)(...Object.values(args));
  } else if (between === null) {
    caller(addon, callee)(args);
  } else {
    runTwice(callee, args, between);
  }
}

function runTwice(callee: Prepare, args: Arguments, between: () => void): void {
  const { options, run } = parted(callee, args);
  const pass = prepare(addon, callee, options);
  pass(...Object.values(run));
  between();
  pass(...Object.values(run));
}

function complain(what: string, callee: Callee, args: Arguments, error: Error | null): never {
  const shown = Object.entries(args).map(([name, value]) => {
    if (!ArrayBuffer.isView(value)) return `${name}: ${String(value)}`;
    return `${name}: ${value.constructor.name} of ${(value as Uint8Array).length}`;
  });
  throw new Error(`${what}: ${callee}(${shown.join(', ')})`, { cause: error });
}

const isByContract = ({ name, code, message }: Error & { code?: string }): boolean =>
  ['TypeError', 'RangeError'].includes(name) &&
  code === 'INVALID_ARGUMENT' &&
  /^[\w.[\]]+: expected /.test(message);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const generator = defaultRng(Number(seed));
const draw = new SoundCalls(generator, allocate);
const counts = { right: 0, refused: 0, taken: 0 };

function callRightly(): void {
  const { callee, args } = draw.draw();
  const { error } = outcomeOf(() => call(callee, args, null));
  if (error !== null) complain('a right call was refused', callee, args, error);
  counts.right++;
}

function callWrongly(isDisturbed: boolean): void {
  const { callee, args } = draw.draw();
  if (isDisturbed) makeShrinkable(args, draw);
  else for (let i = draw.below(3); i >= 0; i--) spoil(args, draw);
  const before = copied(args);
  const between = isDisturbed ? () => disturb(args, draw) : null;
  const { error } = outcomeOf(() => call(callee, args, between));
  if (error === null) {
    counts.taken++;
    return;
  }
  counts.refused++;
  if (!isByContract(error)) complain('an error of another kind', callee, args, error);
  const name = isDisturbed ? null : changed(args, before);
  if (name !== null) complain(`${name} was written`, callee, args, error);
}

async function main(): Promise<void> {
  const end = performance.now() + 1000 * Number(seconds);
  for (let calls = 0; performance.now() < end; calls++) {
    if (calls % CALLS_A_COLLECTION === 0) {
      collectGarbage();
      await setImmediate();
      addon.setThreads(draw.oneOf([1, 2]));
    }
    if (calls % 4 === 0) callRightly();
    else callWrongly(calls % 4 === 1);
  }
  console.log(JSON.stringify(counts));
}

void main();
