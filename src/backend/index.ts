export type { Backend, BackendReport, FloatArray } from './backend';
export { BACKEND_CHOICES, selectBackend, type BackendOptions } from './select-backend';
