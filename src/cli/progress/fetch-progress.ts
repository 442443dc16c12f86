import { printable } from '../../errors';
import type { Cifar10Options, FetchProgress } from '../../data';
import { duration } from '../../report';
import { Bar, canShowBar, LINE_EVERY_MS } from '../terminal/bar';
import { note, printError } from '../terminal/say';

type Download = Extract<FetchProgress, { phase: 'download' }>;

interface DownloadDisplay {
  show(download: Download): void;
  /** Ends the display, as the next phase begins or the download fails. */
  stop(): void;
}

/**
 * Returns the listeners that show the progress of fetching on standard error: a bar on a terminal,
 * a plain line now and then elsewhere, and notices.
 */
export function fetchProgress(quiet: boolean): Pick<Cifar10Options, 'onProgress' | 'onNotice'> {
  if (quiet) return { onNotice: note };
  let display: DownloadDisplay | null = null;
  const stop = (): void => {
    display?.stop();
    display = null;
  };
  return {
    onProgress: (progress) => {
      if (progress.phase === 'download') {
        display ??= canShowBar() ? downloadBar(progress) : downloadLines(progress);
        display.show(progress);
      } else {
        stop();
      }
    },
    onNotice: (message) => {
      stop();
      note(message);
    },
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

const WAITING = 'waiting for the server';

/** Returns a function that estimates the rate of a download which begins now, and the time left. */
function pacing(): (download: Download) => readonly [rate: string, left: string] | null {
  const start = performance.now();
  return ({ receivedBytes, totalBytes }) => {
    const seconds = (performance.now() - start) / 1000;
    if (receivedBytes === 0 || seconds === 0) return null;
    const rate = receivedBytes / seconds;
    const left = Math.max(0, totalBytes - receivedBytes) / rate;
    return [`${(rate / 1e6).toFixed(1)} MB/s`, `${duration(left)} left`];
  };
}

function amount({ receivedBytes, totalBytes }: Download): string {
  return `${megabytes(receivedBytes)} of ${megabytes(totalBytes)} MB`;
}

function downloadBar({ source }: Download): DownloadDisplay {
  const pace = pacing();
  const bar = new Bar();
  return {
    show: (download) =>
      bar.show(() => {
        const [rate, left] = pace(download) ?? [WAITING];
        const facts = [...(left === undefined ? [] : [[left]]), [amount(download)], [rate]];
        return { title: source, fraction: download.receivedBytes / download.totalBytes, facts };
      }),
    stop: () => bar.stop(),
  };
}

function downloadLines({ source, totalBytes }: Download): DownloadDisplay {
  const pace = pacing();
  let next = performance.now() + LINE_EVERY_MS;
  printError(`fetching ${printable(source)}, ${megabytes(totalBytes)} MB`);
  return {
    show: (download) => {
      if (performance.now() < next) return;
      next += LINE_EVERY_MS;
      printError(`  ${amount(download)}, ${pace(download)?.join(', ') ?? WAITING}`);
    },
    // Every line is complete.
    stop: () => undefined,
  };
}
