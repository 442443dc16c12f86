export { zeros } from './allocate';
export type { Backend, BackendReport, FloatArray, PassShape, Plan, Precision } from './backend';
export type { FusedKernels } from './fused-kernels';
export {
  BACKEND_CHOICES,
  PRODUCT_CHOICES,
  selectBackend,
  type BackendOptions,
} from './select-backend';
export { defaultTileRows } from './tile-rows';
