import { mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder, writeWhole } from '../../files';
import type { PassShape } from '../backend';
import type { Addon } from '../load-addon';
import type { Candidate } from './candidates';

/** Raised when measuring changes, so that old plans are measured again. */
const VERSION = 1;

interface Remembered {
  readonly version: number;
  readonly plans: Readonly<Record<string, Candidate>>;
}

/** Returns the file in which plans are kept from run to run. */
export const plansFile = (): string => path.join(cacheFolder(), 'plans.json');

/** Returns the key of a plan: machine, build and shape. */
export function planKey(addon: Addon, { classes, features, dtype }: PassShape): string {
  const { instructions, compiler, openblas } = addon.buildInformation();
  const processor = os.cpus().at(0)?.model ?? os.arch();
  const build = `${compiler}, OpenBLAS ${openblas.version} ${openblas.core}, ${instructions}`;
  return `${processor}, ${build}: ${classes} classes × ${features} features, ${dtype}`;
}

/** Returns the remembered plan, if any. A damaged file has none. */
export function recallPlan(key: string): Candidate | undefined {
  const plan: unknown = readPlans()[key];
  return isCandidate(plan) ? plan : undefined;
}

function isCandidate(plan: unknown): plan is Candidate {
  if (typeof plan !== 'object' || plan === null) return false;
  const { product, tileRows } = plan as Partial<Record<keyof Candidate, unknown>>;
  const isProduct = product === 'direct' || product === 'openblas';
  return isProduct && Number.isSafeInteger(tileRows) && Number(tileRows) >= 1;
}

/** Remembers a plan. Returns null, or the reason why it can't be written. */
export function keepPlan(key: string, plan: Candidate): string | null {
  const file = plansFile();
  const content: Remembered = { version: VERSION, plans: { ...readPlans(), [key]: plan } };
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readPlans(): Remembered['plans'] {
  try {
    const content = JSON.parse(readFileSync(plansFile(), 'utf8')) as Partial<Remembered> | null;
    return content?.version === VERSION ? { ...content.plans } : {};
  } catch {
    return {};
  }
}
