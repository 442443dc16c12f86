export type { ServiceEvent } from './events';
export { SERVICE_DEFAULTS } from './options';
export { startService } from './service';
