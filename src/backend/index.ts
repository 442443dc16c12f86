export { zeros } from './allocate';
export type { Backend, BackendReport, FloatArray, Plan, Dtype } from './backend';
export type { FusedKernels } from './fused-kernels';
export { selectBackend, type BackendOptions } from './select-backend';
