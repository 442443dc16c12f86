import { expect } from 'chai';
import { OnelayerError, type ErrorCode } from '../../src/errors';

/** Runs something that must fail with an error that explains itself, and returns its message. */
export async function rejection(run: () => Promise<unknown>, code: ErrorCode): Promise<string> {
  let error: unknown;
  try {
    await run();
  } catch (caught) {
    error = caught;
  }
  expect(error, 'nothing was thrown').to.be.instanceOf(OnelayerError);
  const { code: found, message } = error as OnelayerError;
  expect(found, message).to.equal(code);
  return message;
}
