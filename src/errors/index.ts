export * from './assert';
export { OnelayerError, type ErrorCode } from './onelayer-error';
