export * from './assert';
export { OnelayerError, type ErrorCode } from './onelayer-error';
export { listenToWarnings, warn, type WarningCode } from './warn';
