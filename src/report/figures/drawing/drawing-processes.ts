import { availableParallelism } from 'node:os';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { DrawingProcess, type Job, type Way } from './drawing-process';

/** A slot for a process, which is started when there is a job for it. */
interface Desk {
  /** The kinds of job that it takes, the preferred one first. */
  readonly ways: readonly Way[];
  process?: DrawingProcess;
}

/** The most jobs a process holds, waiting ones included: this thread can't always answer at once. */
const AHEAD = 3;

/**
 * Processes beside the one that draws the plots: one for each other core, but more than 3 would wait
 * for it.
 */
const OTHERS = Math.max(1, Math.min(3, availableParallelism() - 1));

/**
 * Processes that share the drawing. One of them draws all plots: half of the time of the first plots
 * goes into loading the libraries, and into V8's warming up.
 */
class DrawingProcesses {
  readonly #waiting: Job[] = [];
  readonly #desks: readonly Desk[] = [
    ...Array.from({ length: OTHERS }, (): Desk => ({ ways: ['png', 'pdf'] })),
    { ways: ['plot', 'png', 'pdf'] },
  ];

  draw(way: Way, what: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ way, what, resolve, reject });
      this.#handOut();
    });
  }

  /** Starts all, and has them load their libraries. */
  getReady(): void {
    for (const desk of this.#desks) {
      if (desk.process) continue;
      const started = this.#start(desk);
      // PDFs are rare: what draws them is loaded when there is one.
      for (const way of desk.ways) if (way !== 'pdf') started.getReady(way);
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

  /** Takes the next job of one of these kinds. */
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

/** The processes of this program. */
const processes = new DrawingProcesses();

/** A vega-lite specification as an SVG whose colours are CSS variables, and as a compiled plot. */
export function drawPlot(spec: object): Promise<{ svg: string; plot: object }> {
  return processes.draw('plot', spec) as Promise<{ svg: string; plot: object }>;
}

/** An SVG as a PNG, on white. */
export function drawPng(svg: string): Promise<Uint8Array> {
  // Of the two CSS values that keep enlarged pixels sharp, the renderer knows the older one alone.
  const known = svg.replaceAll('image-rendering: pixelated;', '');
  return processes.draw('png', known) as Promise<Uint8Array>;
}

/** A document as pdfmake defines it, but for its functions. */
export type PdfDefinition = Omit<TDocumentDefinitions, 'footer'> & {
  /** Whether each page has its number. */
  readonly isNumbered?: boolean;
};

/** A document as a PDF, and the characters that the font has no sign for. */
export function drawPdf(
  definition: PdfDefinition,
): Promise<{ readonly pdf: Uint8Array; readonly missing: readonly string[] }> {
  return processes.draw('pdf', definition) as ReturnType<typeof drawPdf>;
}

/**
 * Starts the drawing processes beside other work, so that they are ready when there is something to
 * draw. Does nothing on a single core, where it would gain nothing.
 */
export function getReadyToDraw(): void {
  if (availableParallelism() > 1) processes.getReady();
}
