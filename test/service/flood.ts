import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './health';

/** A request to predict, as bytes to be sent. */
export function requestOf(type: string, body: Uint8Array, query = ''): Buffer {
  const head = [
    `POST /predict${query} HTTP/1.1`,
    'host: 127.0.0.1',
    `content-type: ${type}`,
    `content-length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** A connection to a service. */
export const connectTo = (url: string): Socket => connect(Number(new URL(url).port), '127.0.0.1');

/** Answers, fewer than which say little. */
const LEAST = 100;

/** What a flood has had for answers: by status, or by the error of a connection. */
type Answers = Partial<Record<string, number>>;

/**
 * Sends a request again and again, on each of so many connections, as soon as the last one is
 * answered, whatever the answer. As sparing as can be: it has to ask faster than the service answers.
 */
export class Flood {
  readonly answers: Answers = {};
  private readonly sockets: Socket[];
  private isOver = false;

  constructor(
    private readonly url: string,
    connections: number,
    private readonly request: Buffer,
  ) {
    this.sockets = Array.from({ length: connections }, () => this.ask());
  }

  /**
   * Floods for so many milliseconds, and on a busy machine until there are some answers.
   *
   * @returns what came, and the answers of status 200 a second
   */
  static async for(milliseconds: number, url: string, connections: number, request: Buffer) {
    const start = performance.now();
    const flood = new Flood(url, connections, request);
    await sleep(milliseconds);
    await until('there are answers', () => (flood.answers[200] ?? 0) >= LEAST);
    const { 200: answered = 0, ...others } = flood.stop();
    return { goodput: answered / ((performance.now() - start) / 1000), others };
  }

  stop(): Answers {
    this.isOver = true;
    for (const socket of this.sockets) socket.destroy();
    return this.answers;
  }

  private ask(): Socket {
    const socket = connectTo(this.url);
    const send = (): void => void socket.write(this.request);
    let text = '';
    socket.on('connect', send);
    socket.on('error', ({ message }) => this.count(message));
    socket.on('data', (part) => {
      text += part.toString('latin1');
      const head = text.indexOf('\r\n\r\n') + 4;
      const length = /content-length: (\d+)/i.exec(text);
      if (head < 4 || text.length < head + Number(length?.[1])) return;
      this.count(text.slice(9, 12));
      text = '';
      send();
    });
    return socket;
  }

  private count(what: string): void {
    if (!this.isOver) this.answers[what] = (this.answers[what] ?? 0) + 1;
  }
}
