import {
  shapeId,
  shapesAlong,
  VARIABLE_NAMES,
  VARIABLES,
  type GrowthPoint,
  type Plan,
} from './points';

/** A cost for each sample, class and feature that grows by more than this from a size to the next. */
const CLIFF = 2;
/** A time for each sample that is further from the base's than this is not linear in n. */
const BEND = 1.5;

/** What is remarkable about the growth of cost. */
export interface Flag {
  readonly kind: 'slower than NumPy' | 'cliff' | 'not linear in n';
  readonly where: string;
  /** How many times as much as expected. */
  readonly ratio: number;
}

const where = ({ shape, precision, threads }: GrowthPoint): string =>
  `${shapeId(shape)}, ${precision}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;

/** All flags, of each number of threads and precision by itself. */
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
    points.map(({ precision, threads }) => [`${precision} ${threads}`, { precision, threads }]),
  );
  return variables.flatMap((variable) =>
    [...groups.values()].map(({ precision, threads }) => ({
      name: VARIABLE_NAMES[variable],
      points: shapesAlong(plan, variable).flatMap((shape) =>
        points.filter(
          (point) =>
            shapeId(point.shape) === shapeId(shape) &&
            point.precision === precision &&
            point.threads === threads &&
            point.seconds !== null,
        ),
      ),
    })),
  );
}

/**
 * The time of each sample, class and feature, in units of what large square products took meanwhile:
 * a machine's changing speed is no cliff.
 */
function unitCost({ shape, seconds, rate }: GrowthPoint): number {
  return ((seconds ?? NaN) * (rate ?? 1)) / (shape.classes * shape.features);
}

/** Falling is no cliff: what is done once a sample or a batch is then shared by more. */
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
