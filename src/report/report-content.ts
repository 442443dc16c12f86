import { conclude } from './conclusions';
import { chosenRun, comparedRuns } from './conclusions/choice';
import { figuresTogether, type FiguresTogether } from './figures-together';
import type { Conclusion } from './results/conclusion';
import type { ReportedRun } from './results/results';
import type { Sources } from './sources';

/** What a report says, whatever its format. */
export interface ReportContent extends Sources {
  /** The title that it was given; null for the usual one. */
  readonly title: string | null;
  /** Who it is by; null if that isn't said. */
  readonly author: string | null;
  readonly classes: readonly string[];
  /** The index of the run to take; null if none was finished. */
  readonly chosen: number | null;
  /** The runs that are compared: indices; null if fewer than two were tested. */
  readonly compared: readonly [number, number] | null;
  readonly conclusions: readonly Conclusion[];
  readonly together: FiguresTogether;
}

export function reportContent(
  sources: Sources,
  heading: Pick<ReportContent, 'title' | 'author'>,
): ReportContent {
  const { classes } = sources.origins[0].results;
  const chosen = chosenRun(sources.runs);
  const compared = comparedRuns(sources.runs, chosen);
  const conclusions = conclusionsOn(sources);
  const together = figuresTogether(sources, compared);
  return { ...sources, ...heading, classes, chosen, compared, conclusions, together };
}

function conclusionsOn({ origins, runs }: Sources): Conclusion[] {
  const { classes } = origins[0].results;
  const validationSamples = Math.min(...origins.map(({ results }) => results.samples.validation));
  const searches = origins.flatMap(({ results }) => results.search ?? []);
  const reportedFor = new Map(runs.map(({ run, reported }) => [run, reported]));
  const reported = (run: ReportedRun): number | null => reportedFor.get(run) ?? null;
  return conclude(
    runs.map(({ run }) => run),
    { classes, validationSamples, reported, origins: runs.map(({ from }) => from), searches },
  );
}
