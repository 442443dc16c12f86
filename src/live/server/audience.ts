import type { ServerResponse } from 'node:http';
import type { LiveState, LiveTraining } from '../state';
import { EventStream, UPDATE_MS } from './event-stream';
import type { TrainingView } from './training-view';
import type { WatchedFolder } from './watched-folder';

/** Milliseconds between two looks for new trainings, and at those that no page shows. */
const LOOK_MS = 2000;

/** The pages that are open, and what they are told. While there are none, nothing is read. */
export class Audience {
  readonly #streams = new Set<EventStream>();
  #timer: NodeJS.Timeout | undefined;
  #isUpdating = false;
  #looked = 0;
  /** When a page was last open, in milliseconds since 1970; 0 if none ever was. */
  #seen = 0;

  constructor(private readonly watched: WatchedFolder) {}

  get trainings(): readonly LiveTraining[] {
    return this.watched.trainings;
  }

  get lastSeen(): number {
    return this.#streams.size > 0 ? Date.now() : this.#seen;
  }

  async refresh(): Promise<void> {
    await this.watched.refresh();
    this.#looked = Date.now();
  }

  /** Reads on in a training's journal, for a page. Returns null if there is none of this name. */
  async look(id: string): Promise<TrainingView | null> {
    this.#seen = Date.now();
    const known = await this.watched.read(id);
    if (known !== null) return known;
    await this.refresh();
    return this.watched.read(id);
  }

  stateOf(view: TrainingView): LiveState {
    return view.state(Date.now(), this.trainings, -1);
  }

  /** Tells a page of a training from now on, until it leaves. */
  join(view: TrainingView, response: ServerResponse): void {
    const stream = new EventStream(response, view.id);
    this.#streams.add(stream);
    response.on('close', () => {
      this.#streams.delete(stream);
      this.#seen = Date.now();
    });
    response.on('error', () => response.destroy());
    stream.update(view, this.trainings, Date.now());
    this.#timer ??= setInterval(() => void this.#update(), UPDATE_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const stream of this.#streams) stream.end();
  }

  async #update(): Promise<void> {
    if (this.#streams.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    if (this.#isUpdating) return;
    this.#isUpdating = true;
    try {
      if (Date.now() - this.#looked > LOOK_MS) await this.refresh();
      for (const id of new Set([...this.#streams].map((stream) => stream.id))) {
        const view = await this.watched.read(id);
        if (view === null) continue;
        const own = [...this.#streams].filter((stream) => stream.id === id);
        for (const stream of own) stream.update(view, this.trainings, Date.now());
      }
    } finally {
      this.#isUpdating = false;
    }
  }
}
