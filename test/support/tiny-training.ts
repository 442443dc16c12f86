import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Results } from '../../src/report';
import { startProcesses } from './mpi';
import { expectPublishedForm } from './published-form';
import { startScript, type Outcome, type RunningScript } from './run-bin';
import { trainTinyHere, trainTinyUntil } from './run-here';
import { temporaryFolder } from './temporary-folder';
import { writeBinaryVersion } from './tiny-cifar10';

/** On 17 images of the tiny data set. */
const TINY_DATA = ['--all-batches', '--validation', '3', '--no-doctor', '--no-report'];

/** Five mini-batches an epoch. */
const MINI_BATCHES = ['--batch-size', '4'];

/** The train command on the tiny data set, with files in a temporary folder of each test's own. */
export interface TinyTraining {
  /** A path in the folder. */
  readonly at: (name: string) => string;
  /** Starts a training in a process of its own. */
  readonly start: (...args: string[]) => RunningScript;
  /** Starts a training by several processes. */
  readonly startProcesses: (size: number, ...args: string[]) => RunningScript;
  /** Trains in this process. */
  readonly train: (...args: string[]) => Promise<Outcome>;
  /** Trains in this process, until it has said something. */
  readonly trainUntil: (said: RegExp, ...args: string[]) => Promise<Outcome>;
  /** What the runs in a results folder learnt, to the bit, and their histories without times. */
  readonly learnt: (out: string) => unknown;
  /** Files that an interrupted write has left behind. */
  readonly leftovers: () => string[];
}

/**
 * Prepares the train command for the tests of a suite.
 *
 * @param options  of all its trainings; by default those of mini-batches
 */
export function tinyTraining(options: readonly string[] = MINI_BATCHES): TinyTraining {
  const all = [...TINY_DATA, ...options];
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  beforeEach(() => writeBinaryVersion(at('cache/cifar-10')));

  return {
    at,
    start: (...args) =>
      startScript('test/support/train-tiny.ts', [...all, ...args], {
        ONELAYER_CACHE: at('cache'),
      }),
    startProcesses: (size, ...args) =>
      startProcesses(size, 'test/support/train-tiny.ts', [...all, ...args], {
        ONELAYER_CACHE: at('cache'),
      }),
    train: (...args) => trainTinyHere(at('cache'), ...all, ...args),
    trainUntil: (said, ...args) => trainTinyUntil(said, at('cache'), ...all, ...args),
    learnt: (out) => {
      const results = JSON.parse(readFileSync(at(`${out}/results.json`), 'utf8')) as Results;
      expectPublishedForm('results', results);
      return results.runs.map((run) => {
        const bits = (file: string): string =>
          readFileSync(at(`${out}/${run.folder}/${file}`)).toString('base64');
        return {
          certificate: run.certificate,
          bits: bits('weights.npy') + bits('bias.npy'),
          history: run.history.map((epoch) => ({ ...epoch, seconds: null })),
          test: run.test,
        };
      });
    },
    leftovers: () => {
      const files = readdirSync(folder(), { recursive: true }) as string[];
      return files.filter((file) => /\.(tmp|partial)$/.test(file));
    },
  };
}
