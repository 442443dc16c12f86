import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { FONT_FILES } from '../fonts';

/** What a process can be asked to do: to draw a plot as an SVG, or an SVG as a PNG. */
export type Way = 'plot' | 'png';

/** Something to be drawn. */
export interface Job {
  readonly way: Way;
  readonly what: unknown;
  readonly resolve: (drawn: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What a process answers. */
type Answer =
  | { readonly id: number; readonly drawn: unknown }
  | { readonly id: number; readonly problem: string };

/**
 * How V8 runs what draws. A process draws for a second or two: what optimising its code takes of a core
 * would come back after hundreds of plots (52 took 2.1 s of the cores' time with it, and take 1.1 s),
 * and a new space of 4 MB takes less memory that is new to the process than the usual 16 MB. Collecting
 * on one thread leaves the other cores to the other processes.
 */
const ENGINE = [
  '--expose-gc',
  '--always-sparkplug',
  '--no-opt',
  '--no-maglev',
  '--max-semi-space-size=4',
  '--single-threaded-gc',
];

/**
 * How the renderer of PNGs takes its memory: in large pages, where the system has them, and it keeps for
 * the next picture (milliseconds) what is free again. A single thread compresses, so that the memory of
 * one is enough. Together, that halves what 52 PNGs take where new pages are dear.
 */
const MEMORY = {
  MIMALLOC_ALLOW_LARGE_OS_PAGES: '1',
  MIMALLOC_PURGE_DELAY: '10000',
  UV_THREADPOOL_SIZE: '1',
};

/** A process that draws. It does not keep the program alive, but while it has something to draw. */
export class DrawingProcess {
  readonly #process: ChildProcess;
  readonly #jobs = new Map<number, Job>();
  #asked = 0;

  /**
   * @param onAnswer  is called when a job is done
   * @param onEnd     is called when the process has ended, and its jobs have been rejected
   */
  constructor(
    private readonly onAnswer: () => void,
    onEnd: () => void,
  ) {
    this.#process = fork(path.join(__dirname, 'drawing-child.js'), FONT_FILES, {
      execArgv: [...ENGINE],
      serialization: 'advanced',
      env: { ...process.env, ...MEMORY },
    });
    // It ends by itself when this one has gone, but only once it has loaded what it is loading: until
    // then, whoever reads what this program prints would wait.
    const kill = (): unknown => this.#process.kill('SIGKILL');
    process.once('exit', kill);
    const end = (reason: string): void => {
      process.off('exit', kill);
      for (const { reject } of this.#jobs.values()) reject(new Error(reason));
      this.#jobs.clear();
      onEnd();
    };
    this.#process
      .on('message', (answer: Answer) => this.#take(answer))
      .on('error', ({ message }) => end(`a process that draws figures failed: ${message}`))
      .on('exit', (code, signal) => end(`a process that draws figures ended (${signal ?? code})`));
    this.#process.unref();
    this.#process.channel?.unref();
  }

  /** How many jobs it has. */
  get jobs(): number {
    return this.#jobs.size;
  }

  do(job: Job): void {
    const id = this.#asked++;
    this.#jobs.set(id, job);
    this.#process.channel?.ref();
    this.#process.send({ id, way: job.way, what: job.what });
  }

  /** Lets it load what it needs for a way of drawing. */
  getReady(way: Way): void {
    this.#process.send({ way: 'getReady', what: way });
  }

  #take(answer: Answer): void {
    const job = this.#jobs.get(answer.id);
    this.#jobs.delete(answer.id);
    if (this.#jobs.size === 0) this.#process.channel?.unref();
    if ('drawn' in answer) job?.resolve(answer.drawn);
    else job?.reject(new Error(answer.problem));
    this.onAnswer();
  }
}
