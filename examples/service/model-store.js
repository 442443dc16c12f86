'use strict';

const { createHash } = require('node:crypto');
const { readFile, stat } = require('node:fs/promises');
const { setTimeout: sleep } = require('node:timers/promises');

/**
 * @typedef {object} Model
 * @property {import('onelayer').LinearClassifier} classifier
 * @property {string} version  the first digits of the checksum: it names the content, not the file
 * @property {string} checksum  the file's SHA-256
 * @property {string} loaded  when
 */

/**
 * Holds the model of a file, and takes the next one when the file is another: replaced by a rename,
 * as `classifier.save` does, or written over. A file that is no good is refused, and the model stays.
 *
 * It looks at the file now and then, since the system's notices of changes come neither through
 * network drives nor through links that are set anew.
 */
class ModelStore {
  /** @type {Model} */
  current;
  /** The file that was refused last, if it is still there: why, and when. */
  refused = null;
  swaps = 0;
  #file;
  #load;
  #log;
  #seen = null;
  #isClosed = false;
  #reloading = Promise.resolve();

  /**
   * @param {string} file
   * @param {(file: string) => Promise<import('onelayer').LinearClassifier>} load
   * @param {{ info: Function, error: Function }} log
   */
  constructor(file, load, log) {
    this.#file = file;
    this.#load = load;
    this.#log = log;
  }

  /** Loads the first model; whatever is wrong with it is thrown. */
  async open() {
    this.current = await this.#read();
  }

  /** Looks at the file every so many milliseconds, until `close`. */
  async watch(milliseconds) {
    while (!this.#isClosed) {
      await sleep(milliseconds, undefined, { ref: false });
      if ((await identityOf(this.#file)) !== this.#seen) await this.reload();
    }
  }

  close() {
    this.#isClosed = true;
  }

  /** Takes the file's model if it is a good one and not the current one. One call waits for another. */
  reload() {
    this.#reloading = this.#reloading.then(() => this.#swap());
    return this.#reloading;
  }

  async #swap() {
    try {
      const next = await this.#read();
      this.refused = null;
      if (next.checksum === this.current.checksum) return;
      assertSameFeatures(next.classifier, this.current.classifier);
      this.#log.info(`model ${next.version} takes over from ${this.current.version}`);
      this.current = next;
      this.swaps++;
    } catch (error) {
      this.refused = { message: error.message, at: new Date().toISOString() };
      this.#log.error(`model ${this.current.version} stays: ${error.message}`);
    }
  }

  /** The file may be replaced while it is read: checksum and classifier have to be of the same one. */
  async #read() {
    for (;;) {
      this.#seen = await identityOf(this.#file);
      const classifier = await this.#load(this.#file);
      const checksum = createHash('sha256')
        .update(await readFile(this.#file))
        .digest('hex');
      if ((await identityOf(this.#file)) !== this.#seen) continue;
      const version = checksum.slice(0, 12);
      return { classifier, version, checksum, loaded: new Date().toISOString() };
    }
  }
}

/** What tells a file from one that has taken its name, or from what it was before. */
async function identityOf(file) {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join();
  } catch {
    return null;
  }
}

/** Rows that were right for one model have to be right for the next. */
function assertSameFeatures(next, current) {
  if (next.features === current.features) return;
  throw new Error(
    `features: expected ${current.features} as of the current model, got ${next.features}; ` +
      'start another service for it',
  );
}

module.exports = { ModelStore };
