import os from 'node:os';
import type { BuildInformation } from '../../binding';
import { OnelayerError } from '../errors';
import { loadAddon } from './load-addon';
import { allThreads, assertInstructions } from './select-backend';
import { plansFile, rememberedPlans, type RememberedPlan } from './tuning';

/** The native addon, the machine as it sees it, and the plans that were measured here. */
export interface NativeInformation {
  readonly addon: {
    readonly file: string;
    /** Why it is this one, e.g. `build/Release`. */
    readonly origin: string;
    readonly builder: string;
    readonly compiler: string;
  };
  readonly openblas: BuildInformation['openblas'];
  readonly processor: {
    readonly model: string;
    readonly architecture: string;
    readonly cores: number;
    /** The bytes of its data caches from L1 on, as far as the system knows them. */
    readonly caches: readonly number[];
  };
  readonly instructions: {
    readonly chosen: string;
    /** Why it is this one. */
    readonly reason: string;
    /** Those that this processor and this build have, the best first. */
    readonly available: readonly string[];
  };
  /** The threads that commands use by default. */
  readonly threads: number;
  readonly plans: {
    readonly file: string;
    /** The plans of this machine, this build and these instructions. */
    readonly remembered: readonly RememberedPlan[];
    /** The number of plans of others. */
    readonly others: number;
  };
}

/**
 * Tells what the addon is, what it runs on, and what was measured.
 *
 * @throws OnelayerError BACKEND_UNAVAILABLE if the addon can't be loaded, or if ONELAYER_INSTRUCTIONS
 *         names an instruction set that is not there
 */
export function nativeInformation(): NativeInformation {
  const loaded = loadAddon();
  if (loaded.addon === null) {
    const reason = `the native addon could not be loaded: ${loaded.failure}`;
    throw new OnelayerError('BACKEND_UNAVAILABLE', reason);
  }
  const { addon, file, origin } = loaded;
  assertInstructions(addon);
  const { builder, compiler, openblas, instructions, caches, ...sets } = addon.buildInformation();
  const { ours, others } = rememberedPlans(addon);
  const isNamed = sets.namedInstructions !== '';
  return {
    addon: { file, origin, builder, compiler },
    openblas,
    processor: {
      model: os.cpus().at(0)?.model ?? 'unknown',
      architecture: process.arch,
      cores: os.availableParallelism(),
      caches,
    },
    instructions: {
      chosen: instructions,
      reason: isNamed ? 'ONELAYER_INSTRUCTIONS names them' : 'the best that this processor has',
      available: sets.availableInstructions,
    },
    threads: allThreads(addon),
    plans: { file: plansFile(), remembered: ours, others },
  };
}
