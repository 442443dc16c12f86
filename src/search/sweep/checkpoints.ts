import fs from 'node:fs';
import {
  readCheckpoint,
  snapshotOf,
  type Job,
  type Snapshot,
  type SnapshotRun,
} from '../../training';
import type { WorkFolder } from '../journal/work-folder';

/** Which training a checkpoint is of. */
export interface UnitPlace {
  readonly rung: number;
  /** From 0; null without folds. */
  readonly fold: number | null;
  readonly trials: readonly number[];
}

const CHOSEN = 'chosen.safetensors';

const NAME =
  /^rung(?<rung>\d+)-fold(?<fold>\d+)-trials(?<trials>[\d-]+)\.(?<id>[\w-]+)\.safetensors$/;

/** States of trainings that are to go on: in memory and, beside a journal, in files of a folder. */
export class Checkpoints {
  private readonly kept = new Map<string, SnapshotRun>();

  /**
   * @param folder  undefined without a journal
   * @param id      of this process, which writes no file that another one does
   */
  constructor(
    private readonly folder: WorkFolder | undefined,
    private readonly id: string | null,
  ) {}

  /** Reads what other processes, living or dead, have saved of trials. */
  async load(fold: number | null, trials: readonly number[]): Promise<void> {
    for (const { name, ...file } of await this.files()) {
      if (file.id === this.id || file.fold !== (fold ?? 0)) continue;
      if (!trials.some((trial) => file.trials.includes(trial))) continue;
      const snapshot = await this.read(name);
      if (snapshot === null) continue;
      file.trials.forEach((trial, run) => {
        if (!trials.includes(trial)) return;
        const known = this.kept.get(keyOf(fold, trial));
        if (known !== undefined && !isFurther(snapshot, known.snapshot)) return;
        this.kept.set(keyOf(fold, trial), { snapshot, run });
      });
    }
  }

  /** The state of a trial on a fold, if any. */
  of(fold: number | null, trial: number): SnapshotRun | undefined {
    return this.kept.get(keyOf(fold, trial));
  }

  /** Keeps the states of trials for the next rung. */
  async keep(fold: number | null, trials: readonly number[], job: Job): Promise<void> {
    const snapshot = await snapshotOf(job);
    trials.forEach((trial, run) => this.kept.set(keyOf(fold, trial), { snapshot, run }));
  }

  /** Removes what dead processes have saved of trials that this one has trained further. */
  async removeOthers({ rung, fold, trials }: UnitPlace): Promise<void> {
    for (const file of await this.files()) {
      const isBehind = file.fold === (fold ?? 0) && file.rung <= rung && file.id !== this.id;
      if (isBehind && file.trials.every((trial) => trials.includes(trial))) this.remove(file.name);
    }
  }

  /** Forgets trials that are finished, and removes the file that they were saved in. */
  forget(fold: number | null, trials: readonly number[], file: string | undefined): void {
    for (const trial of trials) this.kept.delete(keyOf(fold, trial));
    if (file !== undefined) fs.rmSync(file, { force: true });
  }

  /** The file for the final fit of the chosen settings; undefined without a journal. */
  async chosenFile(): Promise<string | undefined> {
    await this.folder?.make();
    return this.folder?.file(CHOSEN);
  }

  /** The state of that fit, to go on from; empty to begin. */
  async chosen(): Promise<SnapshotRun[]> {
    const snapshot = await this.read(CHOSEN);
    return snapshot === null ? [] : [{ snapshot, run: 0 }];
  }

  /** The file for a training, in the folder, which is made; undefined without a journal. */
  async fileFor({ rung, fold, trials }: UnitPlace): Promise<string | undefined> {
    await this.folder?.make();
    const name = `rung${rung}-fold${fold ?? 0}-trials${trials.join('-')}.${this.id}.safetensors`;
    return this.folder?.file(name);
  }

  /** Removes the files of earlier rungs. */
  async removeBefore(rung: number): Promise<void> {
    for (const file of await this.files()) {
      if (file.rung < rung) this.remove(file.name);
    }
  }

  private remove(name: string): void {
    fs.rmSync(String(this.folder?.file(name)), { force: true });
  }

  /** Null if the file isn't there: another process may remove it. @throws as `readCheckpoint` */
  private async read(name: string): Promise<Snapshot | null> {
    const file = this.folder?.file(name);
    if (file === undefined || !fs.existsSync(file)) return null;
    return readCheckpoint(file).catch((error: unknown) => {
      if (fs.existsSync(file)) throw error;
      return null;
    });
  }

  private async files() {
    const names = (await this.folder?.names()) ?? [];
    return names.flatMap((name) => {
      const place = NAME.exec(name)?.groups;
      if (place === undefined) return [];
      const [rung, fold] = [place.rung, place.fold].map(Number);
      return [{ name, rung, fold, id: place.id, trials: place.trials.split('-').map(Number) }];
    });
  }
}

const keyOf = (fold: number | null, trial: number): string => `${fold ?? 0} ${trial}`;

function isFurther({ progress: a }: Snapshot, { progress: b }: Snapshot): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.step > b.step);
}
