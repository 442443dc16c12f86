import { differences, isUsed, solverWords } from '../../training';
import type { NamedRun } from '../results/run-labels';
import { differingSettings } from '../results/setting-words';

/** The settings whose effect is described. */
export const SYMBOLS = { lambda: 'λ', eta: 'η' } as const;
export type Setting = keyof typeof SYMBOLS;

/** A run that came to its end, with the figures of the epoch whose weights it kept. */
export interface Finished extends NamedRun {
  readonly training: number;
  readonly validation: number;
  /** Training accuracy − validation accuracy. */
  readonly gap: number;
  /** The test accuracy. */
  readonly test: number;
  /** ‖W‖; null where the predictions were not kept. */
  readonly norm: number | null;
  /** The other settings, λ and η aside, in which any of the runs differ, in words. */
  readonly settings: readonly string[];
  /** The number of test samples; null where the predictions were not kept. */
  readonly samples: number | null;
}

/**
 * Groups of two or more finished runs, in ascending order of the one setting in which they differ; of
 * runs with the same value of it, the first.
 */
export function groupsThatDifferOnlyIn(setting: Setting, runs: readonly NamedRun[]): Finished[][] {
  const groups: Finished[][] = [];
  const settings = differingSettings(runs.map(({ run }) => run));
  for (const one of runs.flatMap((named, i) => finished(named, settings[i]))) {
    const isLike = ([{ run }]: Finished[]): boolean =>
      run.code?.sha256 === one.run.code?.sha256 &&
      differences(run, one.run).every((name) => name === setting);
    const known = groups.find(isLike);
    if (known) known.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => uniqueBy(setting, group)).filter((group) => group.length > 1);
}

/** What the runs of a group have in common, and may not share with other groups, e.g. `η 0.001, no momentum`, or `L-BFGS`. */
export function commonSettings(setting: Setting, [{ run, settings }]: readonly Finished[]): string {
  const other = setting === 'lambda' ? 'eta' : 'lambda';
  const first = isUsed(other, run) ? `${SYMBOLS[other]} ${run[other]}` : solverWords(run).title;
  return [...new Set([first, ...settings])].join(', ');
}

function uniqueBy(setting: Setting, group: readonly Finished[]): Finished[] {
  const first = new Map(group.toReversed().map((one) => [one.run[setting], one]));
  return [...first.values()].sort((a, b) => a.run[setting] - b.run[setting]);
}

function finished(named: NamedRun, settings: readonly string[]): Finished[] {
  const { history, bestEpoch, test, analysis } = named.run;
  const kept = history.find(({ epoch }) => epoch === bestEpoch) ?? history.at(-1);
  if (!kept || !test) return [];
  const [training, validation] = [kept.train.accuracy, kept.validation.accuracy];
  return [
    {
      ...named,
      settings,
      training,
      validation,
      gap: training - validation,
      test: test.accuracy,
      norm: analysis?.weights.norm ?? null,
      samples: analysis?.samples ?? null,
    },
  ];
}
