export {
  choose,
  edgesOf,
  isDropped,
  rangeOf,
  ranked,
  scoreOf,
  type Choice,
  type Scored,
} from './choose';
export type { Rung, Score, SearchResults, Trial, Validation } from './results';
