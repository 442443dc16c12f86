export { zeros } from './allocate';
export type { Backend, BackendReport, FloatArray, PassShape, Plan, Dtype } from './backend';
export type { FusedKernels } from './fused-kernels';
export { nativeInformation, type NativeInformation } from './native-information';
export { BACKEND_CHOICES, selectBackend, type BackendOptions } from './select-backend';
