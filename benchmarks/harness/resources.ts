import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What a process of ours has used, when it ends. */
export interface Resources {
  /** The peak of its resident memory, in bytes. */
  readonly peakMemory: number;
  /** Of all processors. */
  readonly processorSeconds: number;
}

const PRELOADED = path.join(__dirname, '../workers/resources.js');

/** Arguments and environment of a Node process that writes its resources to a file. */
export function tellingResources(file: string): {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
} {
  return { args: ['-r', PRELOADED], env: { ONELAYER_BENCH_RESOURCES: file } };
}

export function usedResources(file: string): Resources {
  return JSON.parse(readFileSync(file, 'utf8')) as Resources;
}
