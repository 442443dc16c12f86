export { classCounts } from './checks/labels';
export { Doctor } from './doctor';
export type { Subject } from './examination';
