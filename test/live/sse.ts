import { get, request as send, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { LiveState } from '../../src/live';

/** An event of a live page's stream. */
export interface SentEvent {
  readonly event: string;
  readonly data: LiveState;
}

/** Reads a live page's events until one is accepted. */
export function eventUntil(
  url: string,
  accepts: (event: SentEvent) => boolean,
): Promise<SentEvent[]> {
  return new Promise((resolve, reject) => {
    const asked = get(`${url}events`, (response) => {
      const events: SentEvent[] = [];
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        const whole = (text + part).split('\n\n');
        text = whole.pop()!;
        for (const one of whole) {
          const event = parsed(one);
          if (event === null) continue;
          events.push(event);
          if (!accepts(event)) continue;
          asked.destroy();
          resolve(events);
          return;
        }
      });
      response.on('end', () => reject(new Error('the stream ended')));
    });
    asked.on('error', reject);
  });
}

function parsed(text: string): SentEvent | null {
  const found = /^event: (.*)\nid: .*\ndata: (.*)$/.exec(text);
  return found && { event: found[1], data: JSON.parse(found[2]) as LiveState };
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks with headers that `fetch` would not send, such as `host`. */
export function asking(
  url: string,
  method = 'GET',
  headers: Record<string, string> = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const take = (response: IncomingMessage): void => {
      const parts: Buffer[] = [];
      response
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () => {
          const { statusCode = 0, headers: got } = response;
          resolve({ status: statusCode, headers: got, body: Buffer.concat(parts) });
        });
    };
    send(url, { method, headers }, take).on('error', reject).end();
  });
}
