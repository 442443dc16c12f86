import { rm } from 'node:fs/promises';
import type { FittedModel } from '../../model';
import { WorkFolder } from '../journal/work-folder';

/** Writes and reads the file of a model. */
export interface ModelFormat {
  save(file: string, model: FittedModel): Promise<void>;
  read(file: string): Promise<FittedModel>;
}

/**
 * The model of the best trial: in memory or, with a journal, in a file beside it. Processes that share a
 * journal find out at different times which trial is the best. So each keeps the model of its own best in
 * a file that is named after the trial, and in the end the chosen one's is taken.
 */
export class BestModel {
  private readonly folder: WorkFolder | undefined;
  private inMemory: FittedModel | undefined;
  /** The trials whose models this process has kept, the best last. */
  private own: number[] = [];

  constructor(
    private readonly format: ModelFormat,
    private readonly journal: string | undefined,
  ) {
    this.folder = journal === undefined ? undefined : new WorkFolder(journal);
  }

  /** Keeps the model of the best trial so far, before its score is written. */
  async keep(trial: number, model: FittedModel): Promise<void> {
    await this.write(model);
    if (this.folder === undefined) return;
    await this.folder.make();
    await this.format.save(fileOf(this.folder, trial), model);
    // The one before stays until this one has its score in the journal.
    const beaten = this.own.slice(0, -1);
    this.own = [...this.own.slice(-1), trial];
    for (const one of beaten) await rm(fileOf(this.folder, one), { force: true });
  }

  /** Makes a model that was kept, by this process or another one, the sweep's. @throws FILE_INVALID */
  async publish(trial: number): Promise<void> {
    if (this.folder === undefined) return;
    await this.write(await this.format.read(fileOf(this.folder, trial)));
  }

  async write(model: FittedModel): Promise<void> {
    if (this.journal === undefined) this.inMemory = model;
    else await this.format.save(bestModelOf(this.journal), model);
  }

  async read(): Promise<FittedModel> {
    if (this.journal !== undefined) return this.format.read(bestModelOf(this.journal));
    if (this.inMemory === undefined) throw new Error('a sweep without a model');
    return this.inMemory;
  }
}

const fileOf = (folder: WorkFolder, trial: number): string =>
  folder.file(`best-trial${trial}.safetensors`);

/** The file of the best model, beside a journal. */
const bestModelOf = (journal: string): string => `${journal}.best.safetensors`;
