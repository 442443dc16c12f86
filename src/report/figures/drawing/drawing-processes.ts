import { availableParallelism } from 'node:os';
import { DrawingProcess, type Job, type Way } from './drawing-process';

/** A place for a process, which is started when there is something for it. */
interface Desk {
  /** What it draws, in the order in which it takes it. */
  readonly ways: readonly Way[];
  process?: DrawingProcess;
}

/** Jobs that a process has at most, the next ones among them: this thread can't always answer at once. */
const AHEAD = 3;

/** More than these wait for the one that draws the plots. */
const MOST_OTHERS = 3;

/**
 * Processes that share what is to be drawn. All plots are drawn by one of them: half of the time that
 * the first plots take goes into loading what draws them, and into V8's learning it.
 */
class DrawingProcesses {
  readonly #waiting: Job[] = [];
  readonly #desks: readonly Desk[] = [
    ...Array.from({ length: others() }, (): Desk => ({ ways: ['png'] })),
    { ways: ['plot', 'png'] },
  ];

  draw(way: Way, what: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ way, what, resolve, reject });
      this.#handOut();
    });
  }

  /** Starts all, and lets them load what they need. */
  getReady(): void {
    for (const desk of this.#desks) {
      if (desk.process) continue;
      const started = this.#start(desk);
      for (const way of desk.ways) started.getReady(way);
    }
  }

  #handOut(): void {
    for (const desk of this.#desks) {
      while ((desk.process?.jobs ?? 0) < AHEAD) {
        const job = this.#take(desk.ways);
        if (!job) break;
        (desk.process ?? this.#start(desk)).do(job);
      }
    }
  }

  /** The next job of one of these ways. */
  #take(ways: readonly Way[]): Job | undefined {
    for (const way of ways) {
      const at = this.#waiting.findIndex((job) => job.way === way);
      if (at >= 0) return this.#waiting.splice(at, 1)[0];
    }
    return undefined;
  }

  #start(desk: Desk): DrawingProcess {
    const handOut = (): void => this.#handOut();
    desk.process = new DrawingProcess(handOut, () => {
      desk.process = undefined;
      handOut();
    });
    return desk.process;
  }
}

/** A core each, but one for the process that draws the plots. */
function others(): number {
  return Math.max(1, Math.min(MOST_OTHERS, availableParallelism() - 1));
}

/** Of this program. */
const processes = new DrawingProcesses();

/** A vega-lite specification as an SVG whose colours are CSS variables, and as a compiled plot. */
export function drawPlot(spec: object): Promise<{ svg: string; plot: object }> {
  return processes.draw('plot', spec) as Promise<{ svg: string; plot: object }>;
}

/** An SVG as a PNG, on white. */
export function drawPng(svg: string): Promise<Uint8Array> {
  return processes.draw('png', withSharpPixels(svg)) as Promise<Uint8Array>;
}

/** The renderer knows the older of the two words that keep the pixels of enlarged pictures sharp. */
function withSharpPixels(svg: string): string {
  return svg.replaceAll('image-rendering: pixelated;', '');
}

/**
 * Starts what draws beside other work, so that it is loaded when there is something to draw. On a single
 * core nothing is won by it.
 */
export function getReadyToDraw(): void {
  if (availableParallelism() > 1) processes.getReady();
}
