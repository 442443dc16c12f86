import { blue, plot, yellow } from 'asciichart';
import type { EpochRecord } from '../../training';
import { nats } from './format';

const HEIGHT = 6;
/** Columns that the numbers on its left take. */
const MARGIN = 12;

/**
 * The learning curves of the loss as a small plot of text: a column for each epoch, or for fewer if the
 * terminal is too narrow. Null if there is nothing to see.
 *
 * @param columns   width of the terminal
 * @param coloured  whether it shows colours: training blue, validation yellow
 */
export function curveText(
  history: readonly EpochRecord[],
  columns: number,
  coloured: boolean,
): string | null {
  const shown = thinned(
    history.filter(({ train, validation }) => isFinite(train.loss) && isFinite(validation.loss)),
    columns - MARGIN,
  );
  if (shown.length < 2) return null;
  const training = shown.map(({ train }) => train.loss);
  const validation = shown.map(({ validation }) => validation.loss);
  const text = plot([training, validation], {
    height: HEIGHT,
    ...frame([...training, ...validation]),
    padding: '        ',
    format: (value) => nats(value).padStart(8),
    ...(coloured && { colors: [blue, yellow] }),
  });
  const names = coloured ? 'training blue, validation yellow' : 'training and validation';
  return `${text}\n         loss, ${names}, epochs ${shown[0].epoch} to ${shown[shown.length - 1].epoch}`;
}

/** At most so many items, evenly spaced, with the first and the last. */
function thinned<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  const step = (items.length - 1) / (Math.max(2, most) - 1);
  return Array.from({ length: Math.max(2, most) }, (_, i) => items[Math.round(i * step)]);
}

/** The least height of a row, the last digit that is shown: the plotter fails on less. */
const SMALLEST_ROW = 0.001;

/** The losses at the top and at the bottom. */
function frame(losses: readonly number[]): { min: number; max: number } {
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const missing = Math.max(0, HEIGHT * SMALLEST_ROW - (high - low));
  return { min: low - missing / 2, max: high + missing / 2 };
}
