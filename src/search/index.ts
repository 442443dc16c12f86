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
export { isEnd, isFailure, type EndLine, type Header, type Line } from './journal/form';
export { readJournal, watchJournal, type SweepJournal } from './journal/watch';
export type { OptimumProgress } from './path/follow-path';
export { DescentSearch, type DescentPlan, type DescentProgress } from './descent/descent-search';
export type { Descended } from './descent/descend';
export { UNDIVIDED, type PartedFeatures, type PartedTraining } from './descent/parted-features';
export type { LambdaOutcome, LambdaSearch, SearchControl } from './lambda-search';
export { pathSearchOf, PathSearch, type PathProgress } from './path/lambda-path';
export { LAMBDAS, openSearch, searched, type PathPlan } from './path/path-plan';
export { trialsTable } from './printed';
export { assertRange, type LinearRange, type LogRange, type Range } from './range';
export type { Rung, Score, SearchResults, Trial, Validation } from './results';
export { meanScore, scoreOn } from './scores';
export type { PathSets } from './sets';
export { trialSettings, variedIn, type SearchSpace } from './space';
export { BestModel, type ModelFormat } from './sweep/best-model';
export { prepareSweep, type Halving, type SweepPlan } from './sweep/prepare-sweep';
export type { SweepEvent, SweepProgress } from './sweep/progress';
export { LEFT } from './sweep/results-of';
export { Sweep } from './sweep/sweep';
