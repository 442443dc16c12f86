import fs from 'node:fs';
import path from 'node:path';
import { notWritable } from '../../files';
import {
  differences,
  readCheckpoint,
  SETTINGS,
  snapshotOf,
  type Job,
  type Snapshot,
  type SnapshotRun,
  type Table,
  type TrainingSettings,
  type WholeSettings,
} from '../../training';

/** Which training a checkpoint is of. */
export interface UnitPlace {
  readonly rung: number;
  /** From 0; null without folds. */
  readonly fold: number | null;
  /** The first of its trials. */
  readonly first: number;
}

const CHOSEN = 'chosen.safetensors';

const NAME = /^rung(?<rung>\d+)-fold(?<fold>\d+)-trial\d+\.safetensors$/;

/** States of trainings that are to go on: in memory and, beside a journal, in files of a folder. */
export class Checkpoints {
  private readonly kept = new Map<string, SnapshotRun>();

  /** @param folder  undefined without a journal */
  constructor(private readonly folder: string | undefined) {}

  /** Reads what a process that ended before has left. */
  async load(trials: readonly Partial<TrainingSettings>[]): Promise<void> {
    for (const { name, fold } of this.files()) {
      const snapshot = await readCheckpoint(path.join(String(this.folder), name));
      const taken = new Set<number>();
      snapshot.identity.settings.forEach((settings, run) => {
        const trial = trials.findIndex((own, i) => !taken.has(i) && areSame(own, settings));
        taken.add(trial);
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

  /** Forgets trials that are finished, and removes the file that they were saved in. */
  forget(fold: number | null, trials: readonly number[], file: string | undefined): void {
    for (const trial of trials) this.kept.delete(keyOf(fold, trial));
    if (file !== undefined) fs.rmSync(file, { force: true });
  }

  /** The file for the final fit of the chosen settings; undefined without a journal. */
  chosenFile(): string | undefined {
    return this.folder === undefined ? undefined : path.join(this.madeFolder(), CHOSEN);
  }

  /** The state of that fit, to go on from; empty to begin. */
  async chosen(): Promise<SnapshotRun[]> {
    const file = this.chosenFile();
    if (file === undefined || !fs.existsSync(file)) return [];
    return [{ snapshot: await readCheckpoint(file), run: 0 }];
  }

  /** The file for a training, in the folder, which is made; undefined without a journal. */
  fileFor({ rung, fold, first }: UnitPlace): string | undefined {
    if (this.folder === undefined) return undefined;
    return path.join(this.madeFolder(), `rung${rung}-fold${fold ?? 0}-trial${first}.safetensors`);
  }

  /** Removes the files of earlier rungs. */
  removeBefore(rung: number): void {
    for (const file of this.files()) {
      if (file.rung < rung) fs.rmSync(path.join(String(this.folder), file.name), { force: true });
    }
  }

  removeAll(): void {
    if (this.folder !== undefined) fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private madeFolder(): string {
    const folder = String(this.folder);
    try {
      fs.mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw notWritable(folder, error);
    }
    return folder;
  }

  private files() {
    if (this.folder === undefined || !fs.existsSync(this.folder)) return [];
    return fs.readdirSync(this.folder).flatMap((name) => {
      const place = NAME.exec(name)?.groups;
      return place ? [{ name, rung: Number(place.rung), fold: Number(place.fold) }] : [];
    });
  }
}

const keyOf = (fold: number | null, trial: number): string => `${fold ?? 0} ${trial}`;

function isFurther({ progress: a }: Snapshot, { progress: b }: Snapshot): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.step > b.step);
}

/** Whether settings are equal, but for those that mean nothing to their solver. */
function areSame(trial: Partial<TrainingSettings>, kept: WholeSettings): boolean {
  return differences(trial, kept).every((name) => {
    const { solvers } = (SETTINGS as Table)[name];
    return !(solvers?.includes(kept.solver) ?? true);
  });
}
