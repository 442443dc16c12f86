export * from './assert';
export { nearest, plainName } from './nearest';
export { OnelayerError, type ErrorCode } from './onelayer-error';
export { printable } from './printable';
export type { Printing } from './printed-error';
export { listenToWarnings, warn, type WarningCode } from './warn';
