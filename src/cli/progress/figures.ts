import { nats, percent } from '../../report';
import type { EpochRecord } from '../../training';

/** The figures of a run for a line. */
export function figures({ train, validation }: EpochRecord): string {
  const accuracies = `training ${percent(train.accuracy)}, validation ${percent(validation.accuracy)}`;
  return `loss ${nats(train.loss)}, ${accuracies}`;
}

/** The figures for a bar, each in longer and shorter words. */
export function shortFigures(epochs: readonly EpochRecord[]): string[][] {
  const [{ train }] = epochs;
  const accuracies = epochs.map(({ validation }) => validation.accuracy);
  if (epochs.length > 1) {
    const each = accuracies.map((accuracy) => (100 * accuracy).toFixed(1)).join(', ');
    const best = `best ${percent(Math.max(...accuracies))}`;
    return [[`validation ${each} %`, `valid. ${each} %`, `${each} %`, best]];
  }
  const [accuracy] = accuracies.map(percent);
  return [
    [`validation ${accuracy}`, `valid. ${accuracy}`, accuracy],
    [`loss ${nats(train.loss)}`],
    [`training ${percent(train.accuracy)}`],
  ];
}
