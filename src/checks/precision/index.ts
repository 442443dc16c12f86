export {
  checkPrecision,
  type GradientPath,
  type PathPrecision,
  type PrecisionCheck,
  type PrecisionOptions,
} from './check-precision';
export { precisionFinding } from './finding';
