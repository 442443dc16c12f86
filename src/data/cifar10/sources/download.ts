import { setTimeout as sleep } from 'node:timers/promises';
import { canPass } from './network-failure';

/** A download of which nothing comes for this long is given up. */
const STALLED_AFTER_MS = 60_000;

/** How long to wait before the first new try; twice as long before each further one. */
const FIRST_PAUSE_MS = 1000;

/** How long a try that is given up has to put its things away. */
const GRACE_MS = 1000;

/** What one try of a download works with. */
export interface Attempt {
  /** Aborted when the user stops, when nothing comes any more, and when the try is over. */
  readonly signal: AbortSignal;
  /** Passes a stream through, and reports its bytes from 0 on. */
  readonly counted: (stream: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

/**
 * Runs a download; after a failure that can pass, some more times.
 *
 * @param tries    how often to try in all
 * @param report   is told of the bytes received so far
 * @param attempt  makes one try; it is abandoned at once when its signal is aborted
 * @throws the last try's error, or the signal's reason
 */
export async function download(
  tries: number,
  signal: AbortSignal,
  report: (receivedBytes: number) => void,
  attempt: (attempt: Attempt) => Promise<void>,
): Promise<void> {
  for (let pause = FIRST_PAUSE_MS; ; pause *= 2) {
    try {
      await tryOnce(signal, report, attempt);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (--tries <= 0 || !canPass(error)) throw error;
    }
    await sleep(pause, undefined, { signal });
  }
}

async function tryOnce(
  outer: AbortSignal,
  report: (receivedBytes: number) => void,
  attempt: (attempt: Attempt) => Promise<void>,
): Promise<void> {
  outer.throwIfAborted();
  const own = new AbortController();
  const signal = AbortSignal.any([outer, own.signal]);
  const timer = setTimeout(() => own.abort(stalled()), STALLED_AFTER_MS);
  async function* counted(stream: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    let received = 0;
    for await (const chunk of stream) {
      timer.refresh();
      report((received += chunk.length));
      yield chunk;
    }
  }
  const trying = attempt({ signal, counted });
  try {
    await Promise.race([trying, rejectionOn(signal)]);
  } finally {
    clearTimeout(timer);
    // Frees the connection if the try was given up while bytes were still to come.
    own.abort();
    const settled = trying.catch(() => undefined);
    await Promise.race([settled, sleep(GRACE_MS, undefined, { ref: false })]);
  }
}

/** Some clients pause before they heed a signal; nobody who stops a download wants to wait. */
function rejectionOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

function stalled(): Error {
  const seconds = STALLED_AFTER_MS / 1000;
  return Object.assign(new Error(`nothing came for ${seconds} s`), { code: 'ETIMEDOUT' });
}
