import type { Communicator } from '../../cluster';
import type { Cifar10World } from '../../data';
import { patchesUsed, type PatchesUsed } from '../../report';
import { prepareJob, SETTINGS } from '../../training';
import { backendOf } from '../backend-options';
import { encodedData, type EncodedData } from '../patches/encode-run-data';
import { PATCH_FLAGS } from '../patches/patch-options';
import { loadRunData } from '../runs/load-run-data';
import { namedByFlags } from '../runs/named-by-flags';
import { flagsOf } from '../runs/setting-options';
import { noteFallback } from '../say-backend';
import type { Say } from '../terminal/say';
import { runsFor } from './runs-for';
import type { TrainOptions } from './train-options';

/** The options of the settings, by which errors name them. */
const FLAGS = [...flagsOf(SETTINGS), ...PATCH_FLAGS];

interface Preparing {
  readonly world: Cifar10World | undefined;
  readonly all: Communicator;
  readonly say: Say;
  readonly signal: AbortSignal;
}

/** Prepares a training; errors name settings by their options. */
export function prepareTraining(given: TrainOptions, how: Preparing) {
  return namedByFlags(FLAGS, () => prepare(given, how));
}

/** Loads the data, encodes pictures where that is asked for, and makes the job. */
async function prepare(given: TrainOptions, { world, all, say, signal }: Preparing) {
  const backend = backendOf(given);
  if (given.quiet || given.json) noteFallback(given.backend, backend.report);
  const { report, data: pictures } = await loadRunData(given, given.quiet, signal, world);
  const options = { ...given, runs: runsFor(given, pictures.training.samples) };
  const encoded = await encodedData(options, pictures, { backend, say, signal });
  const data = encoded?.data ?? pictures;
  const settings = options.runs.map((run) => run.settings);
  const job = await prepareJob(backend, data, settings, { resume: options.resumed, all, signal });
  return { backend, report, data, encoded, options, pictures, job };
}

/** Returns the patches that the model has, as results record them: of groups, those that were trained. */
export function usedPatches({ groups, patches }: EncodedData): PatchesUsed {
  if (groups === null) return patchesUsed(patches, 1);
  return patchesUsed(groups.some(groups.trained), groups.trained);
}
