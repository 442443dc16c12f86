import { SingleBar } from 'cli-progress';
import type { Cifar10Options, FetchProgress } from '../data';
import { duration } from '../report';

/** The progress of a download. */
type Download = Extract<FetchProgress, { phase: 'download' }>;

/** Shows one download. */
interface DownloadDisplay {
  show(download: Download): void;
  /** Ends the display, as the next phase begins or the download fails. */
  stop(): void;
}

/** The interval between lines off a terminal. */
const LINE_EVERY_MS = 10_000;

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
        display ??= process.stderr.isTTY ? new DownloadBar(progress) : new DownloadLines(progress);
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

/** Estimates the rate of a download, and the time left. */
class Pace {
  private readonly start = performance.now();

  describe({ receivedBytes, totalBytes }: Download): string {
    const seconds = (performance.now() - this.start) / 1000;
    if (receivedBytes === 0 || seconds === 0) return 'waiting for the server';
    const rate = receivedBytes / seconds;
    const left = Math.max(0, totalBytes - receivedBytes) / rate;
    return `${(rate / 1e6).toFixed(1)} MB/s, ${duration(left)} left`;
  }
}

function amount({ receivedBytes, totalBytes }: Download): string {
  return `${megabytes(receivedBytes)} of ${megabytes(totalBytes)} MB`;
}

class DownloadBar implements DownloadDisplay {
  private readonly pace = new Pace();
  private readonly bar: SingleBar;

  constructor({ source, totalBytes }: Download) {
    this.bar = new SingleBar({
      format: '{source} {bar} {amount}, {pace}',
      barsize: 16,
      clearOnComplete: true,
      // The command handles Ctrl-C: it stops the download, and with it the bar.
      gracefulExit: false,
    });
    this.bar.start(totalBytes, 0, { source, amount: '0 MB', pace: 'waiting for the server' });
  }

  show(download: Download): void {
    const { receivedBytes } = download;
    this.bar.update(receivedBytes, {
      amount: amount(download),
      pace: this.pace.describe(download),
    });
  }

  stop(): void {
    this.bar.stop();
  }
}

class DownloadLines implements DownloadDisplay {
  private readonly pace = new Pace();
  private next = performance.now() + LINE_EVERY_MS;

  constructor({ source, totalBytes }: Download) {
    console.error(`fetching ${source}, ${megabytes(totalBytes)} MB`);
  }

  show(download: Download): void {
    if (performance.now() < this.next) return;
    this.next += LINE_EVERY_MS;
    console.error(`  ${amount(download)}, ${this.pace.describe(download)}`);
  }

  stop(): void {
    // Every line is complete.
  }
}
