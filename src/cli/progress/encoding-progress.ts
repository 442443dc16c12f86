import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { printError } from '../terminal/say';
import { Pace } from './pace';

/** Shows how many pictures of all are encoded, on standard error. */
export interface ShownEncoding {
  show(done: number, total: number): void;
  /** Ends the bar, if there is one. */
  stop(): void;
}

/** Shows a bar on a terminal, plain lines now and then elsewhere; nothing if it is to be quiet. */
export function encodingProgress(quiet: boolean): ShownEncoding {
  const stop = (): void => undefined;
  if (quiet) return { show: stop, stop };
  return canShowBar() ? withBar() : { show: lines(), stop };
}

function withBar(): ShownEncoding {
  const bar = new Bar();
  const paceOf = pacing();
  return {
    show: (done, total) => {
      const known = paceOf(done, total);
      bar.show(() => {
        const [times, rates] = known === null ? [[], []] : [[[known.left]], [[known.rate]]];
        const facts = [...times, [placeOf(done, total)], ...rates];
        return { title: 'encoding', fraction: done / total, facts };
      });
    },
    stop: () => bar.stop(),
  };
}

/** Estimates rate and time left, anew where other pictures are encoded. */
function pacing(): (done: number, total: number) => ReturnType<Pace['of']> {
  let pace: Pace | null = null;
  let before = 0;
  return (done, total) => {
    if (pace === null || done < before) pace = new Pace(total, 'picture');
    pace.begin(done);
    before = done;
    return pace.of(done);
  };
}

/** Lines with some time between them. */
function lines(): ShownEncoding['show'] {
  const paceOf = pacing();
  let next = performance.now() + LINE_EVERY_MS;
  return (done, total) => {
    const known = paceOf(done, total);
    if (performance.now() < next) return;
    next = performance.now() + LINE_EVERY_MS;
    const words = known === null ? [] : [known.rate, known.left];
    printError(`encoding: ${[placeOf(done, total), ...words].join(', ')}`);
  };
}

/** Shows how many pictures of a set are encoded while it is evaluated, if a classifier makes features of them. */
export async function withEncodingProgress<Result>(
  quiet: boolean,
  work: (
    onProgress: (progress: { readonly done: number; readonly total: number }) => void,
  ) => Promise<Result>,
): Promise<Result> {
  const progress = encodingProgress(quiet);
  try {
    return await work(({ done, total }) => progress.show(done, total));
  } finally {
    progress.stop();
  }
}

function placeOf(done: number, total: number): string {
  const [of, all] = [done, total].map((count) => count.toLocaleString('en'));
  return `${of} of ${all} pictures`;
}
