import { expect } from 'chai';
import { OnelayerError, type ErrorCode } from '../../src/errors';

/** Returns the error that rejects a promise; null if it is fulfilled. */
export function failureOf(promise: Promise<unknown>): Promise<Error | null> {
  return promise.then(
    () => null,
    (reason: unknown) => reason as Error,
  );
}

/** Runs work that must fail with an OnelayerError of this code, and returns its message. */
export async function rejection(run: () => Promise<unknown>, code: ErrorCode): Promise<string> {
  const error = await failureOf(run());
  expect(error, 'nothing was thrown').to.be.instanceOf(OnelayerError);
  const { code: found, message } = error as OnelayerError;
  expect(found, message).to.equal(code);
  return message;
}
