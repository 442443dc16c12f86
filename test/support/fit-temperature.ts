import { fittingTemperature, type LabelledScores, type Loss } from '../../src/model';
import { finish } from '../../src/tasks';

/** Fits the temperature synchronously. */
export const fitTemperature = (loss: Loss, scores: LabelledScores): number =>
  finish(fittingTemperature(loss, scores));
