import { blue, plot, reset, yellow, type PlotConfig } from 'asciichart';
import type { EpochRecord, SolverWords } from '../../training';
import { nats } from './format';
import { wrapped } from './width';

const HEIGHT = 6;
/** Columns that the numbers on its left take. */
const MARGIN = 12;
/** Columns on the left of the axis. */
const LEFT = 9;
/** The least width of a terminal whose legend begins at the axis. */
const LEAST_INDENTED = 30;

/** The plotter's signs: for both ends of the axis, and for what lines are made of. */
type Signs = NonNullable<PlotConfig['symbols']>;

/** The signs of the training's curve, and of the validation's, which differ without colours too. */
const TRAINING: Signs = ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'];
const VALIDATION: Signs = ['┼', '┤', ' ', ' ', '═', '╚', '╔', '╗', '╝', '║'];
/** Those of a terminal without Unicode. */
const PLAIN_TRAINING: Signs = ['+', '|', '-', '-', '-', '`', '.', '.', "'", '|'];
const PLAIN_VALIDATION: Signs = ['+', '|', ' ', ' ', '=', '=', '=', '=', '=', '#'];

/**
 * The learning curves of the loss as a small plot of text: a column for each epoch, or for fewer if the
 * terminal is too narrow. Null if there is nothing to see.
 *
 * @param columns    width of the terminal
 * @param coloured   whether it shows colours: training blue, validation yellow
 * @param isUnicode  whether it shows Unicode
 * @param unit       what the history counts
 */
export function curveText(
  history: readonly EpochRecord[],
  columns: number,
  coloured: boolean,
  isUnicode = true,
  unit: SolverWords['unit'] = 'epoch',
): string | null {
  const shown = thinned(
    history.filter(({ train, validation }) => isFinite(train.loss) && isFinite(validation.loss)),
    columns - MARGIN,
  );
  if (shown.length < 2) return null;
  const training = shown.map(({ train }) => train.loss);
  const validation = shown.map(({ validation }) => validation.loss);
  const options = {
    height: HEIGHT,
    ...frame([...training, ...validation]),
    padding: '        ',
    format: (value: number) => nats(value).padStart(8),
  };
  const signs = isUnicode ? [TRAINING, VALIDATION] : [PLAIN_TRAINING, PLAIN_VALIDATION];
  const paint = (color: string) => (text: string) => (coloured ? color + text + reset : text);
  const [trained, validated] = [
    { losses: training, symbols: signs[0], paint: paint(blue) },
    { losses: validation, symbols: signs[1], paint: paint(yellow) },
  ].map(({ losses, symbols, ...others }) => ({
    rows: plot(losses, { ...options, symbols }).split('\n'),
    sample: others.paint(symbols[4].repeat(2)),
    ...others,
  }));
  const names = `loss: training ${trained.sample}, validation ${validated.sample}`;
  const epochs = `${unit}s ${shown[0].epoch} to ${shown[shown.length - 1].epoch}`;
  const indent = ' '.repeat(columns < LEAST_INDENTED ? 0 : LEFT);
  const legend = wrapped(`${names}, ${epochs}`.split(' '), columns - indent.length);
  const below = legend.map((line) => indent + line);
  return [...overlaid(trained, validated), ...below].join('\n');
}

interface Plotted {
  readonly rows: readonly string[];
  readonly paint: (text: string) => string;
}

/** Two curves in one frame. The second hides the first where they meet. */
function overlaid(below: Plotted, above: Plotted): string[] {
  return below.rows.map((row, i) => {
    const [upper, lower] = [above.rows[i], row].map((text) => text.slice(LEFT).padEnd(row.length));
    const cells = Array.from(upper, (sign, x) => {
      if (x === 0) return lower[x];
      if (sign !== ' ') return above.paint(sign);
      return lower[x] === ' ' ? ' ' : below.paint(lower[x]);
    });
    return (row.slice(0, LEFT) + cells.join('')).trimEnd();
  });
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
