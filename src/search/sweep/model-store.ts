import type { FittedModel } from '../../model';

/** Where the best model so far is kept. */
export interface ModelStore {
  write(model: FittedModel): Promise<void>;
  /** Reads the model that `write` kept, in this process or in one before. */
  read(): Promise<FittedModel>;
}
