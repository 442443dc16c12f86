import type { Scored, SearchResults } from '../../search';

/** A search that chose a trial. */
export interface Found {
  readonly search: SearchResults;
  /** E.g. `the sweep over λ and η`. */
  readonly name: string;
  /** The trials that can be chosen, best first. */
  readonly order: readonly Scored[];
  readonly chosen: Scored;
}
