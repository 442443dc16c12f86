import { drawableNames } from '../drawable-names';
import { PictureUrls } from '../pictures';
import type { ReportContent } from '../report-content';
import { runFigures } from '../run-figures';
import type { SourceRun } from '../sources';
import type { PlacedFigure } from './document';

/** A run with its figures. */
export interface DocumentRun extends SourceRun {
  readonly figures: readonly PlacedFigure[];
}

/** What a document says. */
export interface DocumentContent extends ReportContent {
  readonly runs: readonly DocumentRun[];
}

/** The most runs that are all shown in detail. */
const MOST_IN_DETAIL = 6;

/** The most classes whose pictures, a row for each class, can be seen on one page. */
const MOST_ROWS = 30;

export async function documentContent(content: ReportContent): Promise<DocumentContent> {
  const urls = new PictureUrls();
  const classes = drawableNames(content.classes);
  const runs: DocumentRun[] = [];
  for (const run of content.runs) {
    const { plots, montages } = await runFigures(run, classes, urls);
    const folder = run.label.slug;
    runs.push({ ...run, figures: [...plots, ...montages].map((figure) => ({ folder, figure })) });
  }
  return { ...content, runs };
}

/** The runs that are shown in detail: all, or of many the chosen one and the one beside it. */
export function inDetail(content: DocumentContent): readonly DocumentRun[] {
  return content.runs.length <= MOST_IN_DETAIL ? content.runs : besideEachOther(content);
}

/** The chosen run and the one that it is compared with, as far as there are any. */
export function besideEachOther({ runs, chosen, compared }: DocumentContent): DocumentRun[] {
  return (compared ?? (chosen === null ? [] : [chosen])).map((i) => runs[i]);
}

/** Figures of the chosen run, as far as it has them, that have a row for each class: none of too many classes. */
export function classRowsOfChosen(
  { runs, chosen, classes }: DocumentContent,
  ...names: readonly string[]
): PlacedFigure[] {
  return chosen === null || classes.length > MOST_ROWS ? [] : figuresOf(runs[chosen], ...names);
}

/** Those of a run's figures that have these names, in their order. */
export function figuresOf({ figures }: DocumentRun, ...names: readonly string[]): PlacedFigure[] {
  return names.flatMap((name) => figures.filter(({ figure }) => figure.name === name));
}

/** The figures of all runs together that have these names, in their order. */
export function figuresTogether(
  { together }: DocumentContent,
  ...names: readonly string[]
): PlacedFigure[] {
  return names.flatMap((name) =>
    together.all
      .filter((figure) => figure.name === name)
      .map((figure) => ({ folder: 'figures', figure })),
  );
}
