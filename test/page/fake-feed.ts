import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { renderLivePage } from '../../src/live/page/live-page';
import type { LiveRun, LiveState } from '../../src/live/state';

/** Serves the live page and events that a test makes up, as the server of trainings does. */
export class FakeFeed {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #listeners = new Set<ServerResponse>();
  /** What was posted. */
  readonly asked: string[] = [];
  /** The answer to what is posted. */
  answer: { readonly status: number; readonly body: object } = { status: 202, body: {} };
  /** The weights of each run after an epoch: K×d. */
  weights: (slug: string, epoch: number) => Float32Array = () => new Float32Array(0);

  constructor(public state: LiveState) {}

  /** @returns the port */
  async listen(port = 0): Promise<number> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Changes the state, and sends it with the runs that have changed. */
  send(change: Partial<LiveState>): void {
    const runs = change.runs ?? [];
    const others = this.state.runs.filter(({ slug }) => !runs.some((run) => run.slug === slug));
    this.state = { ...this.state, ...change, runs: sorted([...others, ...runs]) };
    for (const one of this.#listeners) write(one, 'change', { ...this.state, runs });
  }

  async #answer({ url = '', method }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    if (method === 'POST') {
      this.asked.push(pathname);
      const { status, body } = this.answer;
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    } else if (pathname === '/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      write(response, 'state', this.state);
      this.#listeners.add(response);
      response.once('close', () => this.#listeners.delete(response));
    } else if (pathname.startsWith('/weights/')) {
      const values = this.weights(pathname.slice(9), Number(searchParams.get('epoch')));
      response.end(Buffer.from(values.buffer));
    } else if (pathname === '/report.html') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>the report</title>');
    } else if (pathname === '/') {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      for (const part of await renderLivePage(this.state)) response.write(part);
      response.end();
    } else response.writeHead(404).end();
  }
}

function write(response: ServerResponse, event: string, state: LiveState): void {
  response.write(`event: ${event}\ndata: ${JSON.stringify(state)}\n\n`);
}

function sorted(runs: readonly LiveRun[]): LiveRun[] {
  return [...runs].sort((a, b) => a.slug.localeCompare(b.slug, 'en', { numeric: true }));
}
