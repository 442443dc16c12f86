import { mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { messageOf } from '../../errors';
import { cacheFolder, writeWhole } from '../../files';
import type { Dtype, PassShape } from '../backend';
import type { Addon } from '../load-addon';
import type { Candidate } from './candidates';
import type { TimedCandidate } from './measure';

/** Raised when measuring or the loops change, so that old plans are measured again. */
const VERSION = 2;

/** A plan in the file; older ones lack the measurement that it comes from. */
interface KeptPlan extends Candidate {
  /** When it was measured, e.g. `2026-11-29T18:00:00.000Z`. */
  readonly measured?: string;
  readonly times?: readonly TimedCandidate[];
}

/** A remembered plan of this machine and build. */
export interface RememberedPlan extends PassShape, Candidate {
  /** When it was measured; null if that was not kept. */
  readonly measured: string | null;
  /** The times of all candidates; empty if they were not kept. */
  readonly times: readonly TimedCandidate[];
}

interface PlansFile {
  readonly version: number;
  readonly plans: Readonly<Record<string, unknown>>;
}

/** Returns the file in which plans are kept from run to run. */
export const plansFile = (): string => path.join(cacheFolder(), 'plans.json');

/** Returns the key of a plan: machine, build and shape. */
export function planKey(addon: Addon, { classes, features, dtype }: PassShape): string {
  return `${machineKey(addon)}${classes} classes × ${features} features, ${dtype}`;
}

/** The part of a key that says which machine and build it is of. */
function machineKey(addon: Addon): string {
  const { instructions, compiler, openblas, caches } = addon.buildInformation();
  // A virtual machine's model may not tell one processor from another; its caches do.
  const model = os.cpus().at(0)?.model ?? os.arch();
  const processor = [model, ...caches.map((bytes, i) => `L${i + 1} ${bytes / 1024} KiB`)].join(' ');
  const build = `${compiler}, OpenBLAS ${openblas.version} ${openblas.core}, ${instructions}`;
  return `${processor}, ${build}: `;
}

/** Returns the remembered plan, if any. A damaged file has none. */
export function recallPlan(key: string): Candidate | undefined {
  const plan = readPlans()[key];
  return isCandidate(plan) ? plan : undefined;
}

/** Lists the remembered plans of this machine, build and instruction set, and counts the others. */
export function rememberedPlans(addon: Addon): { ours: RememberedPlan[]; others: number } {
  const entries = Object.entries(readPlans());
  const machine = machineKey(addon);
  const ours = entries.flatMap(([key, plan]) => {
    const shape = key.startsWith(machine) ? shapeOf(key.slice(machine.length)) : undefined;
    if (shape === undefined || !isCandidate(plan)) return [];
    const { product, tileRows, measured, times } = plan;
    const isKept = Array.isArray(times) && times.every(isTimed);
    const when = typeof measured === 'string' ? measured : null;
    return [{ ...shape, product, tileRows, measured: when, times: isKept ? times : [] }];
  });
  return { ours, others: entries.length - ours.length };
}

function shapeOf(text: string): PassShape | undefined {
  const found = /^(\d+) classes × (\d+) features, (float32|float64)$/.exec(text);
  if (found === null) return undefined;
  const [, classes, features, dtype] = found;
  return { classes: Number(classes), features: Number(features), dtype: dtype as Dtype };
}

function isCandidate(plan: unknown): plan is KeptPlan {
  if (typeof plan !== 'object' || plan === null) return false;
  const { product, tileRows } = plan as Partial<Record<keyof Candidate, unknown>>;
  const isProduct = product === 'direct' || product === 'openblas';
  return isProduct && Number.isSafeInteger(tileRows) && Number(tileRows) >= 1;
}

function isTimed(time: unknown): time is TimedCandidate {
  return isCandidate(time) && Number.isFinite((time as Partial<TimedCandidate>).microseconds);
}

/** Remembers a plan. Returns null, or the reason why it can't be written. */
export function keepPlan(key: string, plan: KeptPlan): string | null {
  const content: PlansFile = { version: VERSION, plans: { ...readPlans(), [key]: plan } };
  try {
    const file = plansFile();
    mkdirSync(path.dirname(file), { recursive: true });
    writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

function readPlans(): PlansFile['plans'] {
  try {
    const content = JSON.parse(readFileSync(plansFile(), 'utf8')) as Partial<PlansFile> | null;
    return content?.version === VERSION ? { ...content.plans } : {};
  } catch {
    return {};
  }
}
