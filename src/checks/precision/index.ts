export {
  checkPaths,
  type PathOptions,
  type PathPrecision,
  type PrecisionCheck,
} from './check-paths';
export { checkPrecision, type PrecisionOptions } from './check-precision';
export { precisionFinding } from './finding';
