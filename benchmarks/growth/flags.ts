import {
  shapeId,
  shapesAlong,
  VARIABLE_NAMES,
  VARIABLES,
  type GrowthPoint,
  type Plan,
} from './points';

/** A cliff: the cost per sample, class and feature grows by a larger factor from one size to the next. */
const CLIFF = 2;
/** A bend: the time per sample differs from the base's by a larger factor, so isn't linear in n. */
const BEND = 1.5;

/** A remarkable growth of cost. */
export interface Flag {
  readonly kind: 'slower than NumPy' | 'cliff' | 'not linear in n';
  readonly where: string;
  /** The cost over the expected one. */
  readonly ratio: number;
}

const where = ({ shape, dtype, threads }: GrowthPoint): string =>
  `${shapeId(shape)}, ${dtype}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;

/** All flags, for each number of threads and dtype separately. */
export function flagsOf(plan: Plan, points: readonly GrowthPoint[]): Flag[] {
  return [
    ...slowerThanNumpy(points),
    ...seriesOf(plan, points).flatMap(cliffs),
    ...seriesOf(plan, points, ['samples']).flatMap((series) => bends(plan, series)),
  ];
}

function slowerThanNumpy(points: readonly GrowthPoint[]): Flag[] {
  return points.flatMap((point) => {
    const { seconds, numpySeconds } = point;
    if (seconds === null || numpySeconds === null || seconds <= numpySeconds) return [];
    return [{ kind: 'slower than NumPy', where: where(point), ratio: seconds / numpySeconds }];
  });
}

/** Points along one variable. */
interface Series {
  readonly name: string;
  readonly points: readonly GrowthPoint[];
}

function seriesOf(plan: Plan, points: readonly GrowthPoint[], variables = VARIABLES): Series[] {
  const groups = new Map(
    points.map(({ dtype, threads }) => [`${dtype} ${threads}`, { dtype, threads }]),
  );
  return variables.flatMap((variable) =>
    [...groups.values()].map(({ dtype, threads }) => ({
      name: VARIABLE_NAMES[variable],
      points: shapesAlong(plan, variable).flatMap((shape) =>
        points.filter(
          (point) =>
            shapeId(point.shape) === shapeId(shape) &&
            point.dtype === dtype &&
            point.threads === threads &&
            point.seconds !== null,
        ),
      ),
    })),
  );
}

/**
 * The time per sample, class and feature, relative to large square products at the same time, so that a
 * machine's changing speed isn't taken for a cliff.
 */
function unitCost({ shape, seconds, rate }: GrowthPoint): number {
  return ((seconds ?? NaN) * (rate ?? 1)) / (shape.classes * shape.features);
}

/** Finds cliffs. A falling cost is none: work per sample or batch is then shared by more. */
function cliffs({ name, points }: Series): Flag[] {
  return points.slice(1).flatMap((point, i) => {
    const ratio = unitCost(point) / unitCost(points[i]);
    return ratio > CLIFF ? [{ kind: 'cliff', where: `${name}: ${where(point)}`, ratio }] : [];
  });
}

function bends({ base }: Plan, { points }: Series): Flag[] {
  const middle = points.find(({ shape }) => shape.samples === base.samples);
  if (!middle) return [];
  return points.flatMap((point) => {
    const ratio = unitCost(point) / unitCost(middle);
    if (ratio <= BEND && ratio >= 1 / BEND) return [];
    return [{ kind: 'not linear in n', where: where(point), ratio }];
  });
}
