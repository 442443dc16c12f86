export { zeros } from './allocate';
export type { Backend, BackendReport, FloatArray, FusedKernels, Plan, Dtype } from './backend';
export { selectBackend, type BackendOptions } from './select-backend';
