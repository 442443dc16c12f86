import { SYMBOLS, type Setting } from '../conclusions/groups';
import { figure, FITTED, NUMBERS, type Figure } from './figure';
import { colour } from './palette';
import { breakMark, settingAxis, type Positions } from './setting-axis';

interface Value {
  readonly x: number;
  readonly value: number | null;
}

/** Points on an axis from 0, joined, each with its figure beside it. */
export function sized(
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
  const y = valueAxis(title, { scale: { domain, nice: false }, axis: NUMBERS });
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
export function joined(
  at: Positions,
  values: readonly Value[],
  y: object,
  styles: object,
): object[] {
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

export function whichRun(setting: Setting) {
  return [
    { field: 'run', title: 'run' },
    { field: 'setting', title: SYMBOLS[setting], type: 'nominal' },
  ];
}

export function valueAxis(title: string, { scale, axis }: { scale: object; axis: object }) {
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

export function panel(
  setting: Setting,
  at: Positions,
  { name, description, layer }: Panel,
): Figure {
  return figure(`${setting}-${name}`, description, {
    ...FITTED,
    width: 380,
    height: 250,
    encoding: { x: settingAxis(SYMBOLS[setting], at) },
    layer: [...layer, ...breakMark(at)],
  });
}
