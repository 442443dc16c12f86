import type { Cifar10Options, FetchProgress } from '../../data';
import { duration } from '../../report';
import { LINE_EVERY_MS, progressBar } from './progress-bar';

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
  if (quiet) return { onNotice: (message) => console.error(`note: ${message}`) };
  let display: DownloadDisplay | null = null;
  const stop = (): void => {
    display?.stop();
    display = null;
  };
  return {
    onProgress: (progress) => {
      if (progress.phase === 'download') {
        display ??= process.stderr.isTTY ? downloadBar(progress) : downloadLines(progress);
        display.show(progress);
      } else {
        stop();
      }
    },
    onNotice: (message) => {
      stop();
      console.error(`note: ${message}`);
    },
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

/** Returns a function that estimates the rate of a download which begins now, and the time left. */
function pacing(): (download: Download) => string {
  const start = performance.now();
  return ({ receivedBytes, totalBytes }) => {
    const seconds = (performance.now() - start) / 1000;
    if (receivedBytes === 0 || seconds === 0) return 'waiting for the server';
    const rate = receivedBytes / seconds;
    const left = Math.max(0, totalBytes - receivedBytes) / rate;
    return `${(rate / 1e6).toFixed(1)} MB/s, ${duration(left)} left`;
  };
}

function amount({ receivedBytes, totalBytes }: Download): string {
  return `${megabytes(receivedBytes)} of ${megabytes(totalBytes)} MB`;
}

function downloadBar({ source, totalBytes }: Download): DownloadDisplay {
  const pace = pacing();
  const bar = progressBar('{source} {bar} {amount}, {pace}');
  bar.start(totalBytes, 0, { source, amount: '0 MB', pace: 'waiting for the server' });
  return {
    show: (download) =>
      bar.update(download.receivedBytes, { amount: amount(download), pace: pace(download) }),
    stop: () => bar.stop(),
  };
}

function downloadLines({ source, totalBytes }: Download): DownloadDisplay {
  const pace = pacing();
  let next = performance.now() + LINE_EVERY_MS;
  console.error(`fetching ${source}, ${megabytes(totalBytes)} MB`);
  return {
    show: (download) => {
      if (performance.now() < next) return;
      next += LINE_EVERY_MS;
      console.error(`  ${amount(download)}, ${pace(download)}`);
    },
    // Every line is complete.
    stop: () => undefined,
  };
}
