export { choose, edgesOf, isDropped, ranked, scoreOf, type Choice, type Scored } from './choose';
export type { Rung, Score, SearchResults, Trial, Validation } from './results';
