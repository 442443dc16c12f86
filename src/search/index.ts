export type { Rung, Score, SearchResults, Trial, Validation } from './results';
