import { list } from '../conclusions/words';
import { chanceDifference } from '../conclusions/rule';
import { commonSettings, SYMBOLS, type Finished, type Setting } from '../conclusions/groups';
import { breakMark, positions, settingAxis, type Positions } from './setting-axis';
import { figure, FITTED, namedScale, PERCENT, type Figure } from './figure';
import { colour, SERIES } from './palette';

/** Runs that differ in one setting alone, and what it does to them. */
export interface Effect {
  readonly setting: Setting;
  /** E.g. `λ, with η 0.001: configurations 2, 3 and 4`. */
  readonly title: string;
  /** Of the accuracies, of their gap and, where it is known, of ‖W‖. */
  readonly figures: readonly Figure[];
}

/** Accuracy, generalisation gap and ‖W‖ along a setting, for each group of runs that differ in it. */
export function effectsOf(setting: Setting, groups: readonly (readonly Finished[])[]): Effect[] {
  return groups.map((group, i) => {
    const title = titleOf(setting, group);
    const panels = [
      accuracyPanel(setting, group),
      gapPanel(setting, group),
      ...(group.every(({ norm }) => norm !== null) ? [normPanel(setting, group)] : []),
    ];
    const figures = panels.map((one) => ({
      ...one,
      name: i === 0 ? one.name : `${one.name}-${i + 1}`,
      title,
    }));
    return { setting, title, figures };
  });
}

function titleOf(setting: Setting, group: readonly Finished[]): string {
  const areConfigurations = group.every(({ run }) => run.configuration !== null);
  const names = areConfigurations
    ? `configurations ${list(group.map(({ run }) => String(run.configuration)))}`
    : `${SYMBOLS[setting]} ${list(group.map(({ run }) => String(run[setting])))}`;
  return `${SYMBOLS[setting]}, with ${commonSettings(setting, group)}: ${names}`;
}

const SETS = ['training', 'validation', 'test'] as const;

function accuracyPanel(setting: Setting, group: readonly Finished[]): Figure {
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
  return panel(setting, at, {
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
}

function gapPanel(setting: Setting, group: readonly Finished[]): Figure {
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

function normPanel(setting: Setting, group: readonly Finished[]): Figure {
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

interface Value {
  readonly x: number;
  readonly value: number | null;
}

/** Points on an axis from 0, joined, each with its figure beside it. */
function sized(
  setting: Setting,
  at: Positions,
  values: readonly (Value & { readonly text: string })[],
  title: string,
  stroke: string,
): object[] {
  const largest = Math.max(0, ...values.map(({ value }) => value ?? 0));
  const smallest = Math.min(0, ...values.map(({ value }) => value ?? 0));
  // Room for the figure above the highest point.
  const domain = [smallest, largest + 0.12 * (largest - smallest || 1)];
  const y = valueAxis(title, { scale: { domain, nice: false }, axis: { format: '~g' } });
  const text = {
    type: 'text',
    dx: { expr: 'datum.aside' },
    dy: -11,
    fontSize: 12,
    fontWeight: 'bold',
    fill: colour('ink'),
  };
  const beside = values.map((one, i) => ({ ...one, aside: aside(values, i) }));
  return [
    ...joined(at, values, y, { color: { value: stroke } }),
    {
      data: { values },
      mark: { type: 'point', filled: true, size: 80, opacity: 1, color: stroke },
      encoding: {
        y,
        tooltip: [...whichRun(setting), { field: 'text', title, type: 'nominal' }],
      },
    },
    ...(values.length > MOST_TEXTS
      ? []
      : [{ data: { values: beside }, mark: text, encoding: { y, text: { field: 'text' } } }]),
  ];
}

/** The most points whose figures fit beside them. */
const MOST_TEXTS = 6;

/** How far to the right of its point a figure is clear of the lines, in pixels. */
function aside(values: readonly Value[], i: number): number {
  const higher = (neighbour: number): boolean =>
    (values.at(neighbour)?.value ?? -Infinity) > (values[i].value ?? Infinity);
  const before = i > 0 && higher(i - 1);
  const after = i < values.length - 1 && higher(i + 1);
  return before === after ? 0 : before ? 14 : -14;
}

/** Lines from point to point: solid on the logarithmic part of the axis, dotted from 0 to it. */
function joined(at: Positions, values: readonly Value[], y: object, styles: object): object[] {
  const isZero = ({ x }: Value): boolean => x === at.zero;
  const line = { type: 'line', strokeWidth: 2 };
  return [
    {
      data: { values: values.filter((one) => !isZero(one)) },
      mark: line,
      encoding: { y, ...styles },
    },
    ...(at.zero === null
      ? []
      : [
          {
            data: { values: values.filter((one) => isZero(one) || one.x === at.first) },
            mark: { ...line, strokeDash: [2, 4] },
            encoding: { y, ...styles },
          },
        ]),
  ];
}

function whichRun(setting: Setting) {
  return [
    { field: 'run', title: 'run' },
    { field: 'setting', title: SYMBOLS[setting], type: 'nominal' },
  ];
}

function valueAxis(title: string, { scale, axis }: { scale: object; axis: object }) {
  return {
    field: 'value',
    type: 'quantitative',
    scale,
    axis: { title, tickCount: 5, ...axis },
  };
}

interface Panel {
  readonly name: string;
  readonly description: string;
  /** Each with data of its own. */
  readonly layer: readonly object[];
}

function panel(setting: Setting, at: Positions, { name, description, layer }: Panel): Figure {
  return figure(`${setting}-${name}`, description, {
    ...FITTED,
    width: 380,
    height: 250,
    encoding: { x: settingAxis(SYMBOLS[setting], at) },
    layer: [...layer, ...breakMark(at)],
  });
}
