import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Machine } from '../harness/machine';
import { writeFormatted } from '../results/write';
import type { MeasuredSet } from './measure-fits';

/** A set's figures, and where they were taken. */
export interface KeptSet extends MeasuredSet {
  readonly machine: Machine;
  /** scikit-learn's version. */
  readonly peerVersion: string;
}

/** The last figures of each set, by its name: the large ones take scikit-learn an hour. */
export type KeptSets = Readonly<Record<string, KeptSet | undefined>>;

const fileIn = (folder: string): string => path.join(folder, 'fit', 'measured.json');

export function readKeptSets(folder: string | null): KeptSets {
  if (folder === null || !existsSync(fileIn(folder))) return {};
  return JSON.parse(readFileSync(fileIn(folder), 'utf8')) as KeptSets;
}

export async function writeKeptSets(folder: string, sets: KeptSets): Promise<void> {
  mkdirSync(path.dirname(fileIn(folder)), { recursive: true });
  await writeFormatted(fileIn(folder), JSON.stringify(sets));
}
