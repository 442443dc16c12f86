/** An error with the status of the answer. */
export interface HttpError extends Error {
  readonly statusCode: number;
}

/** The error of a request that is refused for what it asks. */
export function badRequest(message: string): HttpError {
  return Object.assign(new Error(message), { statusCode: 400 });
}
