export * from './assert';
export { nearest, plainName } from './nearest';
export { OnelayerError, type ErrorCode } from './onelayer-error';
export { printable } from './printable';
export { printedAs, shortened, summaryText } from './summary';
export { listenToWarnings, warn, type WarningCode } from './warn';
