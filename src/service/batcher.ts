import type { Row } from '../data';
import type { Candidate, Rows } from '../library';

/** What ranks the classes of rows: a classifier. */
interface Ranking {
  /** Makes features of pictures, between turns of the event loop, if the classifier takes any. */
  encoded(rows: readonly Row[]): Promise<Rows>;
  topK(rows: Rows, k: number): Candidate[][];
}

/** A request to a classifier: the k best classes of each row. */
export interface Question {
  readonly classifier: Ranking;
  readonly rows: readonly Row[];
  readonly k: number;
}

interface Waiting extends Question {
  readonly resolve: (predictions: Candidate[][]) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatcherLimits {
  /** Rows of a batch, at most; a question alone may have more. */
  readonly rows: number;
  /** Milliseconds that the first question of a batch waits for others, at most. */
  readonly wait: number;
}

/**
 * Milliseconds that a turn of the event loop spends on batches, before requests are read and answers
 * sent again. With one batch a turn, reading took most of the time once many asked.
 */
const TURN = 10;

/** Gathers questions that come at about the same time, and has the classifier answer them in one call. */
export class Batcher {
  private queue: Waiting[] = [];
  private rows = 0;
  private timer: NodeJS.Timeout | undefined;
  private isDue = false;

  constructor(private readonly limits: BatcherLimits) {}

  /** The rows that wait. */
  get waiting(): number {
    return this.rows;
  }

  /** @returns for each row, the k best classes; rejected with the classifier's error */
  answer(question: Question): Promise<Candidate[][]> {
    return new Promise((resolve, reject) => {
      this.queue.push({ ...question, resolve, reject });
      this.rows += question.rows.length;
      this.plan();
    });
  }

  /** Whatever waits has either a timer or a turn of the event loop to come. */
  private plan(): void {
    if (this.isDue) return;
    if (this.rows >= this.limits.rows) this.runSoon();
    else this.timer ??= setTimeout(() => this.runSoon(), this.limits.wait);
  }

  private runSoon(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isDue = true;
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    const end = performance.now() + TURN;
    do await answerTogether(this.take());
    while (this.queue.length > 0 && performance.now() < end);
    this.isDue = false;
    if (this.queue.length > 0) this.runSoon();
  }

  /** The longest waiting questions, of one classifier, as many as a batch has room for. */
  private take(): Waiting[] {
    const [{ classifier }] = this.queue;
    let rows = 0;
    let count = 0;
    for (const next of this.queue) {
      const isFull = count > 0 && rows + next.rows.length > this.limits.rows;
      if (isFull || next.classifier !== classifier) break;
      rows += next.rows.length;
      count++;
    }
    this.rows -= rows;
    return this.queue.splice(0, count);
  }
}

/** What the classifier refuses is asked again one by one, so that only the question at fault fails. */
async function answerTogether(batch: readonly Waiting[]): Promise<void> {
  const [{ classifier, reject }] = batch;
  try {
    const most = Math.max(...batch.map(({ k }) => k));
    const rows = await classifier.encoded(batch.flatMap((question) => question.rows));
    const predictions = classifier.topK(rows, most);
    let at = 0;
    for (const { rows, k, resolve } of batch) {
      const own = predictions.slice(at, (at += rows.length));
      resolve(own.map((candidates) => candidates.slice(0, k)));
    }
  } catch (error) {
    if (batch.length === 1) reject(error);
    else for (const question of batch) await answerTogether([question]);
  }
}
