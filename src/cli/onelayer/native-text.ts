import { printable } from '../../errors';
import type { NativeInformation, PassShape, Plan } from '../../backend';
import { count } from '../../report/text/format';
import { table } from '../../report/text/table';

/** The plan of a shape, and why it is this one. */
export interface PlanOfShape extends PassShape, Plan {}

type RememberedPlan = NativeInformation['plans']['remembered'][number];

/** What `build-native --info` shows, as text. */
export function nativeText(found: NativeInformation, plans: readonly PlanOfShape[]): string {
  const { addon, openblas, processor, instructions, threads } = found;
  const { model, architecture, cores, caches } = processor;
  const sizes = caches.map((bytes, i) => `L${i + 1} ${sizeText(bytes)}`);
  const { remembered, others, file } = found.plans;
  return [
    `addon         ${printable(addon.file)}`,
    `              from ${printable(addon.origin)}, built by ${addon.builder} with ${addon.compiler}`,
    `OpenBLAS      ${openblas.version}, its kernels for ${openblas.core}`,
    `processor     ${model}, ${architecture}, ${count(cores, 'core')}`,
    `caches        ${sizes.length > 0 ? sizes.join(', ') : 'unknown'}`,
    `instructions  ${instructions.chosen}, of ${instructions.available.join(', ')}: ${instructions.reason}`,
    `threads       ${threads} by default`,
    ...plans.map((plan) => `plan          ${shapeText(plan)}: ${choiceText(plan)}, ${plan.reason}`),
    `plans         ${count(remembered.length, 'shape')} measured on this machine with this build and these instructions, ${others} on others`,
    `              ${printable(file)}`,
    ...(remembered.length > 0 ? [measurements(remembered)] : []),
  ].join('\n');
}

/** The measured times of each shape's candidates, on one thread. */
function measurements(remembered: readonly RememberedPlan[]): string {
  const head = ['classes × features', 'products', 'rows of a tile', 'µs a sample', 'GFLOP/s'];
  return table([...head, 'chosen'], remembered.flatMap(rowsOf), 'left');
}

function rowsOf(plan: RememberedPlan): string[][] {
  const { product, tileRows, measured, times } = plan;
  const chosen = measured === null ? 'yes' : measured.slice(0, 16).replace('T', ' ');
  if (times.length === 0) return [[shapeText(plan), product, String(tileRows), '', '', chosen]];
  return times.map((time, i) => [
    i === 0 ? shapeText(plan) : '',
    time.product,
    String(time.tileRows),
    time.microseconds.toPrecision(3),
    rate(plan, time.microseconds).toFixed(1),
    time.product === product && time.tileRows === tileRows ? chosen : '',
  ]);
}

/** The rate of a pass: a multiplication and an addition for each weight, forwards and backwards. */
const rate = ({ classes, features }: PassShape, microseconds: number): number =>
  (4 * classes * features) / microseconds / 1000;

const shapeText = ({ classes, features, dtype }: PassShape): string =>
  `${classes} × ${features} ${dtype}`;

const choiceText = ({ product, tileRows }: Plan): string => `${product}, tiles of ${tileRows}`;

function sizeText(bytes: number): string {
  const mebibyte = 2 ** 20;
  return bytes < mebibyte ? `${bytes / 1024} KiB` : `${bytes / mebibyte} MiB`;
}
