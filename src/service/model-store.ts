import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { areSame } from '../data';
import { show } from '../errors';
import type { LinearClassifier } from '../library';
import type { Listener } from './events';

/** The model of a file, at a time. */
export interface StoredModel {
  readonly classifier: LinearClassifier;
  /** The first digits of the checksum: it names the content, not the file. */
  readonly version: string;
  /** The file's SHA-256. */
  readonly checksum: string;
  /** When, in ISO 8601. */
  readonly loaded: string;
}

/** Why and when a file was refused. */
export interface Refusal {
  readonly message: string;
  readonly at: string;
}

type Load = (file: string) => Promise<LinearClassifier>;

/**
 * Holds the model of a file, and takes the next one when the file is another: replaced by a rename,
 * as `classifier.save` does, or written over. A file that is no good is refused, and the model stays.
 *
 * It looks at the file now and then, since the system's notices of changes come neither through
 * network drives nor through links that are set anew.
 */
export class ModelStore {
  /** The file that was refused last, if it is still there. */
  refused: Refusal | null = null;
  swaps = 0;
  private isClosed = false;
  private reloading = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly load: Load,
    private readonly onEvent: Listener,
    private served: StoredModel,
    private seen: string | null,
  ) {}

  /** Loads the first model; whatever is wrong with it is thrown. */
  static async open(file: string, load: Load, onEvent: Listener): Promise<ModelStore> {
    const { model, identity } = await read(file, load);
    return new ModelStore(file, load, onEvent, model, identity);
  }

  get current(): StoredModel {
    return this.served;
  }

  /** Looks at the file every so many milliseconds, until `close`. */
  async watch(milliseconds: number): Promise<void> {
    for (;;) {
      await sleep(milliseconds, undefined, { ref: false });
      if (this.isClosed) return;
      if ((await identityOf(this.file)) !== this.seen) await this.reload();
    }
  }

  close(): void {
    this.isClosed = true;
  }

  /** Takes the file's model if it is a good one and not the current one. One call waits for another. */
  reload(): Promise<void> {
    this.reloading = this.reloading.then(() => this.swap());
    return this.reloading;
  }

  private async swap(): Promise<void> {
    const before = this.served;
    // What is written while it is read is looked at again.
    this.seen = await identityOf(this.file);
    try {
      const { model, identity } = await read(this.file, this.load);
      this.seen = identity;
      assertFits(model.classifier, before.classifier);
      this.refused = null;
      if (model.checksum === before.checksum) return;
      this.served = model;
      this.swaps++;
      this.onEvent({ event: 'swapped', model: model.version, before: before.version });
    } catch (error) {
      const reason = (error as Error).message;
      this.refused = { message: reason, at: new Date().toISOString() };
      this.onEvent({ event: 'refused', model: before.version, reason });
    }
  }
}

/** The file may be replaced while it is read: checksum and classifier have to be of the same one. */
async function read(file: string, load: Load): Promise<{ model: StoredModel; identity: string }> {
  for (;;) {
    const identity = await identityOf(file);
    const classifier = await load(file);
    const checksum = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    if (identity === null || (await identityOf(file)) !== identity) continue;
    const version = checksum.slice(0, 12);
    const loaded = new Date().toISOString();
    return { model: { classifier, version, checksum, loaded }, identity };
  }
}

/** What tells a file from one that has taken its name, or from what it was before; null without one. */
async function identityOf(file: string): Promise<string | null> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join();
  } catch {
    return null;
  }
}

/** Rows that were right for one model have to be right for the next. */
function assertFits(next: LinearClassifier, current: LinearClassifier): void {
  const advice = 'serve it at another port';
  if (next.preparation !== null || current.preparation !== null) {
    const [names, before] = [next, current].map(columnsOf);
    const lost = before.find((column) => !names.includes(column));
    const added = names.find((column) => !before.includes(column));
    if (lost === undefined && added === undefined) return;
    const got = lost === undefined ? `${added} too` : `none, or another, for ${lost}`;
    throw new Error(`columns: expected those of the current model, got ${got}; ${advice}`);
  }
  if (next.features !== current.features) {
    const expected = `expected ${current.features} as of the current model`;
    throw new Error(`features: ${expected}, got ${next.features}; ${advice}`);
  }
  const [names, before] = [next.featureNames, current.featureNames];
  if (names === null || before === null || areSame(before, names)) return;
  const j = names.findIndex((name, at) => name !== before[at]);
  const expected = `expected ${show(before[j])} as of the current model`;
  throw new Error(`featureNames[${j}]: ${expected}, got ${show(names[j])}; ${advice}`);
}

/** The columns of a model and their kinds; a model that is trained again may know other values of them. */
function columnsOf({ preparation }: LinearClassifier): string[] {
  return preparation?.columns.map(({ name, kind }) => `${show(name)} (${kind})`) ?? [];
}
