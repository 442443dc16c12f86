import type { Backend, Plan } from '../../backend';
import { OnelayerError, show } from '../../errors';
import type { WholeSettings } from '../settings';
import type { DataIdentity } from './data-identity';

/** What decides every bit of a training: only where all of it is the same can one go on. */
export interface Identity {
  readonly settings: readonly WholeSettings[];
  readonly data: DataIdentity;
  /** What computes, in words. */
  readonly arithmetic: string;
  readonly plan: Pick<Plan, 'product' | 'tileRows'>;
}

/** What sums up the products, as far as it decides the bits of a sum. */
export function arithmeticOf({ report }: Backend, { product }: Pick<Plan, 'product'>): string {
  const { openblas } = report;
  if (openblas === null) return 'plain JavaScript';
  if (product === 'openblas') return `OpenBLAS ${openblas.version} (${openblas.core})`;
  const { instructions = 'baseline' } = openblas;
  const fused = instructions === 'baseline' ? 'without' : 'with';
  return `onelayer's own loops, ${fused} fused multiply-add`;
}

/**
 * Asserts that a training is the one that a checkpoint is of.
 *
 * @throws OnelayerError CHECKPOINT_MISMATCH that says all that differs
 */
export function assertSameTraining(checkpoint: Identity, now: Identity): void {
  const differences = [
    ...settingsThatDiffer(checkpoint, now),
    ...othersThatDiffer(checkpoint, now),
  ];
  if (differences.length === 0) return;
  const what = differences.join('; ');
  throw new OnelayerError('CHECKPOINT_MISMATCH', `the checkpoint is of another training: ${what}`);
}

function* settingsThatDiffer(checkpoint: Identity, now: Identity): Generator<string> {
  const then = checkpoint.settings;
  if (then.length !== now.settings.length) {
    yield `it has ${then.length} run(s), not ${now.settings.length}`;
    return;
  }
  for (const key of Object.keys(now.settings[0]) as (keyof WholeSettings)[]) {
    const differing = now.settings
      .map((settings, run) => ({ run, was: then[run][key], is: settings[key] }))
      .filter(({ was, is }) => canonical(was) !== canonical(is))
      .map(({ run, was, is }) => ({ run, what: `was ${inWords(was)}, and is ${inWords(is)}` }));
    const [first] = differing;
    const isOfAll =
      differing.length === then.length && differing.every(({ what }) => what === first.what);
    if (isOfAll) yield `${key} ${first.what}`;
    else for (const { run, what } of differing) yield `${key} of run ${run + 1} ${what}`;
  }
}

/** The same text for the same setting, however its keys are ordered and whether defaults are given. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return inWords(value);
  const defaults = 'kind' in value ? { minimum: 0 } : { metric: 'accuracy', minimumDelta: 0 };
  const given = Object.entries(value).filter(([, own]) => own !== undefined);
  const whole = Object.entries({ ...defaults, ...Object.fromEntries(given) });
  return JSON.stringify(whole.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function* othersThatDiffer(checkpoint: Identity, now: Identity): Generator<string> {
  for (const set of ['training', 'validation'] as const) {
    const [a, b] = [checkpoint.data[set], now.data[set]];
    if (a?.shape !== b?.shape) {
      yield `the ${set} set had ${a?.shape ?? 'no samples'}, and has ${b?.shape ?? 'none'}`;
    } else if (a?.sha256 !== b?.sha256) yield `the ${set} set has other contents`;
  }
  if (checkpoint.arithmetic !== now.arithmetic) {
    yield `it was computed by ${checkpoint.arithmetic}, not by ${now.arithmetic}`;
  }
  const [a, b] = [checkpoint.plan, now.plan].map(
    ({ product, tileRows }) => `${product} products, tiles of ${tileRows}`,
  );
  if (a !== b) yield `samples passed by ${a}, not ${b}`;
}

function inWords(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : show(value);
}
