import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withDigest, type Results } from '../../src/report';
import type { Cifar10World } from '../../src/data';
import { verifyResults, type VerifiedFile, type VerifyOptions } from '../../src/verify';
import { trainTinyHere, withCache } from './run-here';
import { TINY, writeBinaryVersion } from './tiny-cifar10';

export const TINY_WORLD: Cifar10World = { edition: TINY, sources: [] };

/** 17 images train and three validate, in five mini-batches an epoch. */
const USUAL = ['--all-batches', '--validation', '3', '--no-doctor', '--no-report', '--quiet'];

/** Trainings on the tiny data set in a folder, as they are handed in. */
export class Submissions {
  private constructor(readonly folder: string) {}

  /** @param folder  for the cache and the submissions */
  static async in(folder: string): Promise<Submissions> {
    await writeBinaryVersion(path.join(folder, 'cache/cifar-10'));
    return new Submissions(folder);
  }

  /** The path of a submission, or of a file in it. */
  at(...names: string[]): string {
    return path.join(this.folder, 'submissions', ...names);
  }

  /** Trains, and returns the results file. */
  async train(name: string, ...options: string[]): Promise<string> {
    const words = [...USUAL, ...options, '--out', this.at(name)];
    const { code, stderr } = await trainTinyHere(path.join(this.folder, 'cache'), ...words);
    if (code !== 0) throw new Error(stderr);
    return this.at(name, 'results.json');
  }

  verify(paths: readonly string[], options: VerifyOptions = {}): Promise<VerifiedFile[]> {
    return withCache(path.join(this.folder, 'cache'), () =>
      verifyResults(paths, options, TINY_WORLD),
    );
  }
}

/** What can be changed. */
export type Writable<Tree> = { -readonly [Key in keyof Tree]: Writable<NonNullable<Tree[Key]>> };

/** Results that can be changed. */
export type WritableResults = Writable<Results>;

export function readTree(file: string): WritableResults {
  return JSON.parse(readFileSync(file, 'utf8')) as WritableResults;
}

export function writeTree(file: string, tree: object): void {
  writeFileSync(file, JSON.stringify(tree));
}

/** Changes results as somebody who knows how to make a digest. */
export function forge(file: string, change: (results: WritableResults) => unknown): void {
  const tree = readTree(file);
  change(tree);
  writeTree(file, withDigest(tree));
}

/** The keys that lead to each number of a tree. */
export function numbersOf(tree: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof tree === 'number') return [at];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, own]) => numbersOf(own, [...at, key]));
}

/** Changes the number that some keys lead to. */
export function alterNumber(
  tree: object,
  keys: readonly string[],
  change: (value: number) => number,
): void {
  const into = (own: unknown, key: string): unknown => (own as Record<string, unknown>)[key];
  const parent = keys.slice(0, -1).reduce(into, tree) as Record<string, number>;
  const last = keys[keys.length - 1];
  parent[last] = change(parent[last]);
}
