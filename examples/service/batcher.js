'use strict';

const { clearTimeout, setImmediate, setTimeout } = require('node:timers');

/**
 * A request to a classifier: the k best classes of each row.
 *
 * @typedef {{ classifier: import('onelayer').LinearClassifier, rows: ArrayLike<number>[], k: number }} Question
 */

/**
 * Gathers requests that come at about the same time, and has the classifier answer them in one call.
 *
 * The first of a batch waits for others, `wait` milliseconds at most, unless there are `rows` rows
 * before. A turn of the event loop answers one batch, so that requests are read and answers sent
 * between two; what comes faster than that waits, up to `queue` rows.
 */
class Batcher {
  #limits;
  #queue = [];
  #waiting = 0;
  #timer = null;
  #isDue = false;

  /** @param {{ rows: number, wait: number, queue: number }} limits */
  constructor(limits) {
    this.#limits = limits;
  }

  /** The rows that wait. */
  get waiting() {
    return this.#waiting;
  }

  /**
   * @param {Question} question
   * @returns {Promise<import('onelayer').Candidate[][]>} rejected with the classifier's error, or
   *   with one of status 503 if too much waits already
   */
  async answer(question) {
    const { length } = question.rows;
    if (this.#waiting + length > this.#limits.queue) throw overloaded(this.#waiting);
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...question, resolve, reject });
      this.#waiting += length;
      this.#plan();
    });
  }

  /** Whatever waits has either a timer or a turn of the event loop to come. */
  #plan() {
    if (this.#isDue) return;
    if (this.#waiting >= this.#limits.rows) this.#runSoon();
    else this.#timer ??= setTimeout(() => this.#runSoon(), this.#limits.wait);
  }

  #runSoon() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#isDue = true;
    setImmediate(() => this.#run());
  }

  #run() {
    this.#isDue = false;
    const batch = this.#take();
    if (this.#queue.length > 0) this.#runSoon();
    answerTogether(batch);
  }

  /** The longest waiting requests, of one classifier, as many as a batch has room for. */
  #take() {
    const [{ classifier }] = this.#queue;
    let rows = 0;
    let count = 0;
    for (const next of this.#queue) {
      const isFull = count > 0 && rows + next.rows.length > this.#limits.rows;
      if (isFull || next.classifier !== classifier) break;
      rows += next.rows.length;
      count++;
    }
    this.#waiting -= rows;
    return this.#queue.splice(0, count);
  }
}

/** What the classifier refuses is asked again one by one, so that only the request at fault fails. */
function answerTogether(batch) {
  const [{ classifier, reject }] = batch;
  try {
    const k = Math.max(...batch.map((question) => question.k));
    const predictions = classifier.topK(
      batch.flatMap(({ rows }) => rows),
      k,
    );
    for (const { rows, k, resolve } of batch) {
      resolve(predictions.splice(0, rows.length).map((candidates) => candidates.slice(0, k)));
    }
  } catch (error) {
    if (batch.length === 1) reject(error);
    else for (const question of batch) answerTogether([question]);
  }
}

/** Fastify takes status and headers from an error. */
function overloaded(waiting) {
  const error = new Error(`too many requests: ${waiting} rows wait already; try again in a second`);
  return Object.assign(error, { statusCode: 503, headers: { 'retry-after': '1' } });
}

module.exports = { Batcher };
