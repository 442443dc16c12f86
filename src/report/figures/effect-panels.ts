import { chanceDifference } from '../conclusions/rule';
import { SYMBOLS, type Finished, type Setting } from '../conclusions/groups';
import { joined, panel, sized, valueAxis, whichRun } from './effect-parts';
import { namedScale, PERCENT, type Figure } from './figure';
import { colour, SERIES } from './palette';
import { positions } from './setting-axis';

const SETS = ['training', 'validation', 'test'] as const;

export function accuracyPanel(setting: Setting, group: readonly Finished[]): Figure {
  const at = positions(group.map(({ run }) => run[setting]));
  const values = group.flatMap((one, i) =>
    SETS.map((set) => ({ ...at.places[i], run: one.label.short, set, value: one[set] })),
  );
  const bars = group.flatMap(({ test, samples }, i) => {
    // Half of the distance that chance explains: bars that don't overlap differ by more.
    const half = samples === null ? 0 : chanceDifference(test, samples) / 2;
    return half === 0 ? [] : [{ ...at.places[i], low: test - half, high: test + half }];
  });
  const y = valueAxis('accuracy', { scale: { zero: false, nice: true }, axis: PERCENT });
  const style = (key: 'colour' | 'dash' | 'shape') => SETS.map((_, i) => SERIES[i][key]);
  const color = namedScale('set', SETS, style('colour'));
  const accuracies = panel(setting, at, {
    name: 'accuracy',
    description: `Training, validation and test accuracy along ${SYMBOLS[setting]}`,
    layer: [
      {
        data: { values: bars },
        mark: { type: 'rule', stroke: SERIES[2].colour, strokeWidth: 7, opacity: 0.35 },
        encoding: { y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      ...joined(at, values, y, { color, detail: { field: 'set', type: 'nominal' } }),
      {
        data: { values },
        mark: { type: 'point', filled: true, size: 80, opacity: 1 },
        encoding: {
          y,
          color,
          shape: namedScale('set', SETS, style('shape')),
          tooltip: [
            ...whichRun(setting),
            { field: 'set', title: 'set' },
            { field: 'value', title: 'accuracy', type: 'quantitative', format: '.2%' },
          ],
        },
      },
    ],
  });
  const areBars = bars.length > 0;
  return areBars ? { ...accuracies, subtitle: BARS } : accuracies;
}

/** What the broad bars mean. */
const BARS = 'test accuracies whose broad bars don’t overlap differ by more than chance';

export function gapPanel(setting: Setting, group: readonly Finished[]): Figure {
  const at = positions(group.map(({ run }) => run[setting]));
  const values = group.map(({ label, gap }, i) => ({
    ...at.places[i],
    run: label.short,
    value: 100 * gap,
    text: (100 * gap).toFixed(2).replace('-', '−'),
  }));
  return panel(setting, at, {
    name: 'gap',
    description: `Generalisation gap along ${SYMBOLS[setting]}: training accuracy − validation accuracy, in percentage points`,
    layer: sized(setting, at, values, 'training − validation, points', colour('series-2')),
  });
}

export function normPanel(setting: Setting, group: readonly Finished[]): Figure {
  const at = positions(group.map(({ run }) => run[setting]));
  const values = group.map(({ label, norm }, i) => {
    const value = norm !== null && Number.isFinite(norm) ? norm : null;
    const text = value === null ? 'not finite' : String(Number(value.toPrecision(3)));
    return { ...at.places[i], run: label.short, value, text };
  });
  return panel(setting, at, {
    name: 'weight-norm',
    description: `The size of the weights, ‖W‖, along ${SYMBOLS[setting]}`,
    layer: sized(setting, at, values, '‖W‖ = √(Σ W²)', colour('series-4')),
  });
}
