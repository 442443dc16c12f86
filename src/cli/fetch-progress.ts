import { SingleBar } from 'cli-progress';
import type { Cifar10Options, FetchProgress } from '../data';
import { duration } from '../report';

/** Where a download is. */
type Download = Extract<FetchProgress, { phase: 'download' }>;

/** Shows one download. */
interface DownloadDisplay {
  show(download: Download): void;
  /** Nothing more comes: the next phase has begun, or there was a failure. */
  stop(): void;
}

/** Off a terminal, there is a line at this interval. */
const LINE_EVERY_MS = 10_000;

/**
 * What the data room is given, to show how far fetching has come: a bar on a terminal, a plain line
 * now and then elsewhere; notices are printed in either case. All go to standard error.
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

/** How fast a download goes, and how long it will take. */
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
      // Ctrl-C is the command's to handle: it stops the download, and with it the bar.
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
