import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { FONT_FILES } from './fonts';

/** What the renderer's process answers. */
type Answer =
  | { readonly id: number; readonly png: Uint8Array }
  | { readonly id: number; readonly problem: string };

/** A picture that is waited for. */
interface Wait {
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** The SVG as PNG. */
export function pngFile(svg: string): Promise<Uint8Array> {
  running ??= new PngRenderer();
  return running.render(withSharpPixels(svg));
}

/** Started with the first picture; does not keep the program alive. */
let running: PngRenderer | undefined;

/** The renderer's process, and the pictures that are asked of it. */
class PngRenderer {
  readonly #process: ChildProcess;
  readonly #waits = new Map<number, Wait>();
  #asked = 0;

  constructor() {
    this.#process = fork(path.join(__dirname, 'render-png.js'), Object.values(FONT_FILES), {
      execArgv: ['--expose-gc'],
      serialization: 'advanced',
      // Milliseconds that memory which is free again is kept for the next picture.
      env: { ...process.env, MIMALLOC_PURGE_DELAY: '10000' },
    });
    const end = (reason: string): void => {
      if (running === this) running = undefined;
      for (const { reject } of this.#waits.values()) reject(new Error(reason));
      this.#waits.clear();
    };
    this.#process
      .on('message', (answer: Answer) => this.#take(answer))
      .on('error', ({ message }) => end(`the process that draws PNGs failed: ${message}`))
      .on('exit', (code, signal) => end(`the process that draws PNGs ended (${signal ?? code})`));
    this.#process.unref();
  }

  render(svg: string): Promise<Uint8Array> {
    const id = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waits.set(id, { resolve, reject });
      this.#process.channel?.ref();
      this.#process.send({ id, svg });
    });
  }

  #take(answer: Answer): void {
    const wait = this.#waits.get(answer.id);
    this.#waits.delete(answer.id);
    if (this.#waits.size === 0) this.#process.channel?.unref();
    if ('png' in answer) wait?.resolve(answer.png);
    else wait?.reject(new Error(answer.problem));
  }
}

/** The renderer knows the older of the two words that keep the pixels of enlarged pictures sharp. */
function withSharpPixels(svg: string): string {
  return svg.replaceAll('image-rendering: pixelated;', '');
}
