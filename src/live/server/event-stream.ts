import type { ServerResponse } from 'node:http';
import { jsonText } from '../../files';
import type { LiveTraining } from '../state';
import type { TrainingView } from './training-view';

/** Milliseconds between two updates of a page, at least. */
export const UPDATE_MS = 250;

/** An update of more bytes is followed by a longer pause, so that a page keeps up. */
const BYTES_OF_UPDATE = 128 * 1024;

/** After so many milliseconds without an update, a comment tells whether the page is still there. */
const QUIET_MS = 10_000;

/** A page that is told of a training by server-sent events. */
export class EventStream {
  #sent = { change: -1, phase: '', trainings: [] as readonly LiveTraining[] };
  #next = 0;
  #last = 0;

  constructor(
    private readonly response: ServerResponse,
    readonly id: string,
  ) {}

  /** Sends what has changed, unless the page was told a moment ago or hasn't read that yet. */
  update(view: TrainingView, trainings: readonly LiveTraining[], now: number): void {
    if (now < this.#next || this.response.writableNeedDrain) return;
    const { change } = view;
    const phase = view.phase(now);
    const { change: since, ...sent } = this.#sent;
    const isNew = change !== since || phase !== sent.phase || trainings !== sent.trainings;
    if (!isNew) {
      if (now - this.#last > QUIET_MS) this.#send(': still there\n\n', now);
      return;
    }
    const isWhole = since < view.begun;
    const state = view.state(now, trainings, isWhole ? -1 : since);
    const event = isWhole ? 'state' : 'change';
    this.#send(`event: ${event}\nid: ${change}\ndata: ${jsonText(state)}\n\n`, now);
    this.#sent = { change, phase, trainings };
  }

  end(): void {
    this.response.end();
  }

  #send(text: string, now: number): void {
    this.#last = now;
    this.#next = now + UPDATE_MS * Math.max(1, text.length / BYTES_OF_UPDATE);
    this.response.write(text);
  }
}
