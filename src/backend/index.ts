export type { Backend, BackendReport, FloatArray, PassShape, Plan } from './backend';
export type { FusedKernels } from './fused-kernels';
export {
  BACKEND_CHOICES,
  PRODUCT_CHOICES,
  selectBackend,
  type BackendOptions,
} from './select-backend';
export { defaultTileRows } from './tile-rows';
