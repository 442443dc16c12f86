import type { SearchResults, Trial } from '../../../search';
import type { SettingName } from '../../../training';
import { settingName, settingValue } from '../../results/setting-names';
import { percent, significant } from '../../text/format';
import { linearPositions, positionOf, type Positions } from '../setting-axis';
import { judged, numberOf, numericSettings, positionsOf, type Judged } from './scored';

/** One of several axes side by side, on which positions are from 0 to 1. */
export interface ParallelAxis {
  readonly title: string;
  readonly ticks: readonly { readonly y: number; readonly text: string }[];
  /** The position of a trial; null if it has no place on the axis. */
  readonly at: (one: Judged) => number | null;
}

/** The most labels of an axis. */
const MOST_TICKS = 7;

/** An axis for each varied setting, and one for the validation accuracy. */
export function parallelAxes(search: SearchResults): ParallelAxis[] {
  const numeric = numericSettings(search);
  const settings = search.varied.map((name) =>
    numeric.includes(name) ? ofNumbers(name, search) : ofCategories(name, search),
  );
  return [...settings, ofAccuracy(search)];
}

function ofNumbers(name: SettingName, { trials }: SearchResults): ParallelAxis {
  const at = positionsOf(
    name,
    trials.map((trial) => numberOf(trial, name)),
  );
  const within = withinUnit(at);
  const ticks = at.ticks.map(({ x, setting }) => ({ y: within(x), text: short(setting) }));
  return {
    title: settingName(name),
    ticks: apart(ticks),
    at: ({ trial }) => within(positionOf(numberOf(trial, name), at)),
  };
}

/** A text as a number of three digits. */
function short(text: string): string {
  return significant(Number(text));
}

/** The values that were tried, in the order in which they came first; numbers by size. */
function ofCategories(name: SettingName, { trials }: SearchResults): ParallelAxis {
  const textOf = ({ settings }: Trial): string => settingValue(settings, name);
  const texts = [...new Set(trials.map(textOf))];
  if (name === 'seed') texts.sort((a, b) => Number(a) - Number(b));
  const position = (text: string): number =>
    texts.length === 1 ? 0.5 : texts.indexOf(text) / (texts.length - 1);
  return {
    title: settingName(name),
    ticks: apart(texts.map((text) => ({ y: position(text), text }))),
    at: ({ trial }) => position(textOf(trial)),
  };
}

function ofAccuracy(search: SearchResults): ParallelAxis {
  const accuracies = judged(search).flatMap(({ score }) => score?.accuracy ?? []);
  const all = accuracies.length > 0 ? accuracies : [0, 1];
  const at = linearPositions(all);
  const within = withinUnit(at);
  const ends = [at.first, at.last].map((value) => ({ y: within(value), text: percent(value) }));
  return {
    title: 'accuracy',
    ticks: at.first === at.last ? ends.slice(1) : ends,
    at: ({ score }) => (score === null ? null : within(score.accuracy)),
  };
}

function withinUnit({ zero, first, last }: Positions): (x: number) => number {
  const from = zero ?? first;
  return (x) => (last > from ? (x - from) / (last - from) : 0.5);
}

/** Those ticks whose labels don't touch, from below, with the last. */
function apart<Tick extends { readonly y: number }>(ticks: readonly Tick[]): Tick[] {
  const ordered = ticks.toSorted((a, b) => a.y - b.y);
  const chosen: Tick[] = [];
  const last = ordered.at(-1);
  for (const tick of ordered) {
    const isFar = tick.y - (chosen.at(-1)?.y ?? -1) >= 1 / MOST_TICKS;
    const isClear = tick === last || (last?.y ?? 1) - tick.y >= 1 / MOST_TICKS;
    if (isFar && isClear) chosen.push(tick);
  }
  return last === undefined || chosen.includes(last) ? chosen : [...chosen, last];
}
