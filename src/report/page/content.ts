import type { SearchResults } from '../../search';
import type { DrawnFigure, Effect, Figure } from '../figures';
import type { ExamplePictures, PatchPictures, RunPictures } from '../pictures';
import type { FeatureWeights } from '../results/fit-report';
import type { Results } from '../results/results';
import type { NamedRun } from '../results/run-labels';
import type { Sources, SourceRun } from '../sources';

export interface PageRun extends NamedRun, Pick<SourceRun, 'reported' | 'image'> {
  /** Its figures by name. */
  readonly figures: Readonly<Record<string, DrawnFigure>>;
  /** Pictures of its weights; null if there are none: `whyNoPictures` tells why. */
  readonly pictures: RunPictures | null;
  /** The images of which it is most confident; null if there are none. */
  readonly examples: ExamplePictures | null;
  /** True if its features are of pictures, by patches. */
  readonly isOnPatches: boolean;
  /** Pictures of its patches; null where there are none. */
  readonly patches: PatchPictures | null;
}

/** A run in a section that has a part for each. */
export interface PartRun extends PageRun, Pick<PageContent, 'classes'> {
  readonly index: number;
  /** Whether it is the run to take. */
  readonly isChosen: boolean;
}

/** The search of a results file. */
export interface PageSearch {
  readonly search: SearchResults;
  /** The name of its results file, if there are several searches; null if it is the only one. */
  readonly from: string | null;
  /** Its figures, drawn under their names. */
  readonly figures: readonly Figure[];
}

/** What the classifier of a fit has learnt of its features. */
export interface PageFit {
  readonly features: readonly FeatureWeights[];
  /** Drawn under its name. */
  readonly figure: Figure;
  /** The name of its results file, if there are several fits; null if it is the only one. */
  readonly from: string | null;
}

export interface PageContent
  extends Pick<Sources, 'origins' | 'gradientChecks'>, Pick<Results, 'classes' | 'conclusions'> {
  /** The title that it was given; null for the usual one. */
  readonly title: string | null;
  /** Who it is by; null if that isn't said. */
  readonly author: string | null;
  readonly runs: readonly PageRun[];
  /** The figures of all runs together, by name. */
  readonly figures: Readonly<Record<string, DrawnFigure>>;
  /** The searches that runs were chosen by. */
  readonly searches: readonly PageSearch[];
  /** What classifiers of fits have learnt, pictures aside. */
  readonly fits: readonly PageFit[];
  /** What λ and η do, where runs differ in one of them alone. */
  readonly effects: readonly Effect[];
  /** The index of the run to take; null if none was finished. */
  readonly chosen: number | null;
  /** The runs that the page compares at first: indices; null if fewer than two were tested. */
  readonly compared: readonly [number, number] | null;
  /** True if the example images are in their files alone, for want of room. */
  readonly examplesLeftOut: boolean;
  /** The learning curves as CSV. */
  readonly csv: string;
}
