export {
  checkPrecision,
  type GradientPath,
  type PathPrecision,
  type GradientOf,
  type PrecisionCheck,
  type PrecisionOptions,
} from './check-precision';
export { precisionFinding } from './finding';
