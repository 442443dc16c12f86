import { createInterface } from 'node:readline';

/** The requests that a child predictions, by name. */
export type Handlers = Readonly<Record<string, (request: never) => unknown>>;

/** Answers requests, each a line of JSON, until standard input ends. */
export async function serve(handlers: Handlers): Promise<void> {
  // Libraries may print: keep standard output for predictions.
  console.log = console.error;
  console.info = console.error;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as { request: string };
    let reply: object;
    try {
      if (!Object.hasOwn(handlers, request.request)) {
        throw new Error(`request: expected ${Object.keys(handlers).join(' or ')}`);
      }
      reply = { answer: (await handlers[request.request](request as never)) ?? null };
    } catch (error) {
      const { message = String(error), code } = error as Partial<NodeJS.ErrnoException>;
      reply = { error: message, code };
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}
