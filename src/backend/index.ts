export { zeros } from './allocate';
export type {
  Backend,
  BackendReport,
  Dtype,
  FloatArray,
  FusedKernels,
  PassShape,
  Plan,
} from './backend';
export { inLargePages } from './large-pages';
export { nativeInformation, type NativeInformation } from './native-information';
export { selectBackend, type BackendOptions } from './select-backend';
