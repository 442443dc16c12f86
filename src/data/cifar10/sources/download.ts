import { setTimeout as sleep } from 'node:timers/promises';
import { canPass } from './network-failure';

/** A download that receives nothing for this long is given up. */
const STALLED_AFTER_MS = 60_000;

/** The pause before the second try; it doubles before each further one. */
const FIRST_PAUSE_MS = 1000;

/** The time that an abandoned try has to clean up. */
const GRACE_MS = 1000;

/** The signal and the byte counter of one try of a download. */
export interface Attempt {
  /** Aborted when the user stops, when the download stalls, and when the try is over. */
  readonly signal: AbortSignal;
  /** Passes a stream through, and reports its bytes so far. */
  readonly counted: (stream: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

/**
 * Runs a download, and retries it after transient failures.
 *
 * @param tries    the number of tries in all
 * @param report   called with the bytes received so far
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
