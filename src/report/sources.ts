import path from 'node:path';
import { OnelayerError } from '../errors';
import { concludedAnew } from './conclusions/anew';
import { reportedAccuracy } from './results/reported-accuracy';
import type { PatchesUsed } from './results/patches-used';
import type { ReportedGradientCheck, Results } from './results/results';
import { originNames } from './results/origin-names';
import { runLabels, type NamedRun } from './results/run-labels';
import { readResultsFile } from './storage/read-results';
import { readSavedPatches, type SavedPatches } from './storage/saved-patches';
import { readSavedRun, type SavedRun } from './storage/saved-run';

/** A results file. */
export interface Origin {
  /** A name that is as short as it can be and unique. */
  readonly name: string;
  /** What it holds; the conclusions are drawn anew. */
  readonly results: Results;
}

/** A run, with the files that were saved beside its results. */
export interface SourceRun extends NamedRun, Pick<Results, 'image'> {
  /** The name of its results file, in a word if possible. */
  readonly from: string;
  readonly saved: SavedRun | null;
  /** What pictures of its patches are made of; null where it has none. */
  readonly savedPatches: SavedPatches | null;
  /** The features of its pictures. Absent where those were pixels. */
  readonly patches?: PatchesUsed | undefined;
  /** The test accuracy that the assignment report states for it; null where it states none. */
  readonly reported: number | null;
}

export interface Sources {
  readonly origins: readonly Origin[];
  /** At least one. */
  readonly runs: readonly SourceRun[];
  readonly gradientChecks: readonly ReportedGradientCheck[];
}

type ReadOrigin = Origin & { readonly file: string };

/**
 * Reads results files and files of the gradient check, whole, before anything is written.
 *
 * @param onNotice  called with notices that are no errors
 * @throws OnelayerError FILE_INVALID for a file that isn't ours, is damaged, or has other classes
 */
export async function readSources(
  files: readonly string[],
  onNotice: (message: string) => void,
): Promise<Sources> {
  const { origins, gradientChecks } = readFiles(files);
  const found = origins.flatMap((origin) => origin.results.runs.map((run) => ({ run, origin })));
  if (found.length === 0) {
    const what = origins.length === 0 ? 'the results of a training' : 'at least one run';
    throw new OnelayerError('FILE_INVALID', `${files.join(', ')}: expected ${what}, got none`);
  }
  origins.slice(1).forEach((origin) => assertComparable(origins[0], origin, onNotice));

  const names = originNames(origins.map(({ file }) => file));
  const from = found.map(({ origin }) => names[origins.indexOf(origin)]);
  const labels = runLabels(
    found.map(({ run }) => run),
    from,
  );
  const runs: SourceRun[] = [];
  for (const [i, { run, origin }] of found.entries()) {
    const saved = await readSavedRun(origin.file, origin.results, run);
    const { image, data } = origin.results;
    const reported = reportedAccuracy(run, data);
    const { patches } = origin.results;
    const savedPatches = await readSavedPatches(origin.file, origin.results, run);
    const named = { run, label: labels[i], from: from[i] };
    runs.push({ ...named, saved, savedPatches, patches, image, reported });
    if (run.analysis !== null && image !== null && saved === null) {
      onNotice(
        `${labels[i].name}: no pictures, since no weights and images stand beside ${origin.file}`,
      );
    }
  }
  const checked = origins.flatMap(({ results }) => results.gradientCheck ?? []);
  return { origins, runs, gradientChecks: gradientChecks.length > 0 ? gradientChecks : checked };
}

function readFiles(files: readonly string[]) {
  const origins: ReadOrigin[] = [];
  const gradientChecks: ReportedGradientCheck[] = [];
  const bases = files.map((file) => path.basename(file));
  for (const [i, file] of files.entries()) {
    const read = readResultsFile(file);
    const name = bases.filter((base) => base === bases[i]).length > 1 ? file : bases[i];
    if (read.kind === 'gradient check') gradientChecks.push(read.content);
    else origins.push({ file, name, results: concludedAnew(read.content) });
  }
  return { origins, gradientChecks };
}

/** Throws if files have different classes; gives notice if they have different data. */
function assertComparable(
  first: ReadOrigin,
  other: ReadOrigin,
  onNotice: (message: string) => void,
): void {
  const isSame = (of: (results: Results) => unknown): boolean =>
    JSON.stringify(of(first.results)) === JSON.stringify(of(other.results));
  if (!isSame(({ classes }) => classes)) {
    throw new OnelayerError(
      'FILE_INVALID',
      `${other.file}: expected the classes of ${first.file}, to compare them, got others`,
    );
  }
  if (!isSame(({ data, samples }) => [data.files, samples])) {
    onNotice(`${other.file} is of other data than ${first.file}: compare them with care`);
  }
}
