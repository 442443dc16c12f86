import type { FloatArray } from '../../backend';
import { OnelayerError, show } from '../../errors';
import {
  checksum,
  decodeSafetensors,
  encodeSafetensors,
  jsonText,
  readWhole,
  storeWhole,
  type SafetensorsContent,
  type Tensor,
} from '../../files';
import { assertConsistent } from './consistency';
import type { State } from './form';
import type { RunSnapshot, Snapshot } from './snapshot';
import { checkState, stateOf } from './state';

/** Tells checkpoints from other safetensors files. */
const FORMAT = 'onelayer checkpoint';

/**
 * Writes a snapshot as a safetensors file, whole or not at all: the arrays as tensors, everything
 * else as JSON in the header, with a SHA-256 sum of both.
 *
 * The option `checkpoint` of `train` does so after each epoch by itself.
 *
 * @param file      the path to write to
 * @param snapshot  as `TrainingResult.snapshot` makes it
 * @throws OnelayerError NOT_WRITABLE; a file that was there before stays
 * @category Training
 * @example
 * const { snapshot } = await train(data, { epochs: 3 });
 * await writeCheckpoint('run.ckpt', await snapshot());
 */
export async function writeCheckpoint(file: string, snapshot: Snapshot): Promise<void> {
  const tensors: Record<string, Tensor> = {};
  snapshot.runs.forEach((run, i) => {
    for (const [name, slab] of slabsOf(run)) {
      tensors[`runs.${i}.${name}`] = { shape: [slab.length], values: slab };
    }
  });
  const state = jsonText(stateOf(snapshot));
  const metadata = { format: FORMAT, state, sha256: checksum(state, tensors) };
  await storeWhole(file, encodeSafetensors({ tensors, metadata }));
}

function* slabsOf({ parameters, velocity, best }: RunSnapshot): Generator<[string, FloatArray]> {
  yield ['parameters', parameters];
  if (velocity !== null) yield ['velocity', velocity];
  if (best !== null) yield ['best', best.slab];
}

/**
 * Reads a checkpoint, e.g. to see how far it is, or to resume from a copy in memory.
 *
 * @param file  the path of the checkpoint
 * @throws OnelayerError FILE_INVALID for a file that can't be read, is damaged, or is no checkpoint
 * @category Training
 * @example
 * await train(data, { epochs: 3, checkpoint: 'run.ckpt' });
 * const { progress } = await readCheckpoint('run.ckpt');
 * console.log(`after epoch ${progress.epoch}`);
 */
export async function readCheckpoint(file: string): Promise<Snapshot> {
  const content = decodeSafetensors(await readWhole(file), file);
  const { format, state: text = '', sha256 } = content.metadata;
  if (format !== FORMAT) throw invalid(file, 'a checkpoint of onelayer, got another file');
  if (checksum(text, content.tensors) !== sha256) {
    throw invalid(file, 'a whole checkpoint, got a damaged one: its SHA-256 sum is another');
  }
  const state = await checkState(parsed(file, text), (fault) => {
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

/** Puts the arrays back where they belong; each must be of the state's shape and precision. */
function assemble(
  file: string,
  { identity, progress, shape, runs }: State,
  tensors: SafetensorsContent['tensors'],
): Snapshot {
  const length = shape.classes * shape.features + shape.classes;
  if (runs.length !== identity.settings.length) throw invalid(file, 'a run for each setting');
  const used = new Set<string>();
  const slab = (run: number, name: string): FloatArray => {
    used.add(`runs.${run}.${name}`);
    const found = tensors[`runs.${run}.${name}`] as Tensor | undefined;
    const { precision } = identity.settings[run];
    const isRight =
      found?.values.length === length &&
      found.values instanceof (precision === 'float32' ? Float32Array : Float64Array);
    if (!isRight) throw invalid(file, `runs.${run}.${name}: ${length} numbers of ${precision}`);
    return found.values;
  };
  const snapshot = {
    identity,
    progress,
    shape,
    runs: runs.map(({ best, ...others }, run) => ({
      ...others,
      parameters: slab(run, 'parameters'),
      velocity: identity.settings[run].momentum > 0 ? slab(run, 'velocity') : null,
      best: best && { ...best, slab: slab(run, 'best') },
    })),
  };
  const stray = Object.keys(tensors).find((name) => !used.has(name));
  if (stray !== undefined) throw invalid(file, `no array ${show(stray)}`);
  return snapshot;
}
