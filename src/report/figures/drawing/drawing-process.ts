import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { packageFolder } from '../../../files';

/**
 * The fonts in which figures are measured and PNG files are set: regular and bold, whole, then subsets
 * of both with the usual characters.
 */
export const FONT_FILES = ['', 'subset'].flatMap((folder) =>
  ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) =>
    path.join(packageFolder('a report'), 'assets', 'fonts', folder, name),
  ),
);

/** The kinds of job: to draw a plot as an SVG, an SVG as a PNG, or a document as a PDF. */
export type Way = 'plot' | 'png' | 'pdf';

export interface Job {
  readonly way: Way;
  readonly what: unknown;
  readonly resolve: (drawn: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Answer =
  | { readonly id: number; readonly drawn: unknown }
  | { readonly id: number; readonly problem: string };

/**
 * V8's flags. A process draws for a second or two: optimising its code would pay off only after hundreds
 * of plots (52 took 2.1 s of the cores' time with it, and take 1.1 s without), and a new space of 4 MB
 * touches less fresh memory than the usual 16 MB. Collecting garbage on one thread leaves the other
 * cores to the other processes.
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
 * The PNG renderer's allocator: it uses large pages, where the system has them, and keeps freed memory
 * for the next picture (milliseconds). A single thread compresses, so that the memory of one is enough.
 * Together, that halves the time of 52 PNGs where new pages are expensive.
 */
const MEMORY = {
  MIMALLOC_ALLOW_LARGE_OS_PAGES: '1',
  MIMALLOC_PURGE_DELAY: '10000',
  UV_THREADPOOL_SIZE: '1',
};

/** A process that draws. It keeps the program alive only while it has jobs. */
export class DrawingProcess {
  readonly #process: ChildProcess;
  readonly #jobs = new Map<number, Job>();
  #asked = 0;

  /**
   * @param onAnswer  called when a job is done
   * @param onEnd     called when the process has ended, and its jobs have been rejected
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
    // It ends by itself when this process has ended, but only once it has finished loading: until
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

  get jobs(): number {
    return this.#jobs.size;
  }

  do(job: Job): void {
    const id = this.#asked++;
    this.#jobs.set(id, job);
    this.#process.channel?.ref();
    this.#process.send({ id, way: job.way, what: job.what });
  }

  /** Has it load the libraries for a kind of job. */
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
