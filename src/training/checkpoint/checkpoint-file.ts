import type { FloatArray } from '../../backend';
import { OnelayerError, show } from '../../errors';
import {
  checksum,
  decodingSafetensors,
  encodeSafetensors,
  jsonText,
  readWhole,
  storeWhole,
  type SafetensorsContent,
  type Tensor,
} from '../../files';
import { TaskRunner } from '../../tasks';
import { assertConsistent } from './consistency';
import type { State } from './form';
import type { RunSnapshot, Snapshot } from './snapshot';
import { checkState, inPresentForm, stateOf } from './state';

/** Marks a safetensors file as a checkpoint. */
const FORMAT = 'onelayer checkpoint';

/** Prefix of the names of the solver's tensors. */
const STATE = 'state.';

/**
 * Writes a snapshot as a safetensors file, whole or not at all: the arrays as tensors, everything
 * else as JSON in the header, with a SHA-256 sum of both. With its option `checkpoint`, `train`
 * does so after each epoch.
 *
 * @param file      the path to write to
 * @param snapshot  as `TrainingResult.snapshot` makes it
 * @throws OnelayerError NOT_WRITABLE; an earlier file at the path then stays as it was
 * @category Training
 * @example
 * const { snapshot } = await train(data, { epochs: 3 });
 * await writeCheckpoint('run.ckpt', await snapshot());
 */
export async function writeCheckpoint(file: string, snapshot: Snapshot): Promise<void> {
  const tensors: Record<string, Tensor> = {};
  snapshot.runs.forEach((run, i) => {
    for (const [name, values] of tensorsOf(run)) {
      tensors[`runs.${i}.${name}`] = { shape: [values.length], values };
    }
  });
  const state = jsonText(stateOf(snapshot));
  const metadata = { format: FORMAT, state, sha256: checksum(state, tensors) };
  await storeWhole(file, encodeSafetensors({ tensors, metadata }));
}

function* tensorsOf({ parameters, state, best }: RunSnapshot): Generator<[string, FloatArray]> {
  yield ['parameters', parameters];
  for (const [name, values] of Object.entries(state)) yield [STATE + name, values];
  if (best !== null) yield ['best', best.parameters];
}

/**
 * Reads a checkpoint, e.g. to see how far the training got, or to resume from a copy in memory.
 *
 * @param file  the path of the checkpoint
 * @throws OnelayerError FILE_INVALID if the file can't be read, is damaged, or isn't a checkpoint
 * @category Training
 * @example
 * await train(data, { epochs: 3, checkpoint: 'run.ckpt' });
 * const { progress } = await readCheckpoint('run.ckpt');
 * console.log(`after epoch ${progress.epoch}`);
 */
export async function readCheckpoint(file: string): Promise<Snapshot> {
  const content = await new TaskRunner().run(decodingSafetensors(await readWhole(file), file));
  const { format, state: text = '', sha256 } = content.metadata;
  if (format !== FORMAT) throw invalid(file, 'a checkpoint of onelayer, got another file');
  if (checksum(text, content.tensors) !== sha256) {
    throw invalid(file, 'a whole checkpoint, got a damaged one: its SHA-256 sum is another');
  }
  const state = checkState(inPresentForm(parsed(file, text)), (fault) => {
    throw invalid(file, `a checkpoint of this version: ${fault}`);
  });
  const snapshot = assemble(file, state, content.tensors);
  assertConsistent(file, snapshot);
  return snapshot;
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(file, 'the state of a training, got no JSON');
  }
}

function invalid(file: string, expected: string): OnelayerError {
  return new OnelayerError('FILE_INVALID', `${file}: expected ${expected}`);
}

/** Assembles a snapshot from state and arrays; each array must have the state's shape and dtype. */
function assemble(
  file: string,
  { version, identity, progress, shape, runs }: State,
  tensors: SafetensorsContent['tensors'],
): Snapshot {
  const length = shape.classes * shape.features + shape.classes;
  if (runs.length !== identity.settings.length) throw invalid(file, 'a run for each setting');
  const unread = new Map(Object.entries(tensors));
  const find = (run: number, name: string): Tensor | undefined => {
    const found = unread.get(`runs.${run}.${name}`);
    unread.delete(`runs.${run}.${name}`);
    return found;
  };
  /** A tensor of the solver, which knows its shape: see `Solver.restore`. */
  const takeAny = (run: number, name: string): FloatArray => {
    const values = find(run, name)?.values;
    if (values instanceof Float32Array || values instanceof Float64Array) return values;
    throw invalid(file, `runs.${run}.${name}: numbers of float32 or float64`);
  };
  const take = (run: number, name: string): FloatArray => {
    const found = find(run, name);
    const { dtype } = identity.settings[run];
    const Floats = dtype === 'float32' ? Float32Array : Float64Array;
    if (found?.values.length === length && found.values instanceof Floats) return found.values;
    throw invalid(file, `runs.${run}.${name}: ${length} numbers of ${dtype}`);
  };
  const stateOf = (run: number): [string, FloatArray][] => {
    if (version === 1) {
      return identity.settings[run].momentum > 0 ? [['velocity', take(run, 'velocity')]] : [];
    }
    const prefix = `runs.${run}.${STATE}`;
    const names = [...unread.keys()].filter((name) => name.startsWith(prefix));
    return names
      .map((name) => name.slice(prefix.length))
      .map((name) => [name, takeAny(run, STATE + name)]);
  };
  const snapshot = {
    identity,
    progress,
    shape,
    runs: runs.map(({ best, ...others }, run) => ({
      ...others,
      parameters: take(run, 'parameters'),
      state: Object.fromEntries(stateOf(run)),
      best: best && { ...best, parameters: take(run, 'best') },
    })),
  };
  const stray = [...unread.keys()].at(0);
  if (stray !== undefined) throw invalid(file, `no array ${show(stray)}`);
  return snapshot;
}
