import { selectBackend, type Backend, type BackendOptions, type Plan } from '../backend';
import { arithmeticOf, type WholeSettings } from '../training';
import type { Results } from '../report';
import { isSameNumber, type IsClose } from './difference';

/** The backend on which a file's figures are computed again, and how near they must come. */
export interface Arithmetic {
  readonly backend: Backend;
  /** The file's, where the backend can have it. */
  readonly plan: Plan | undefined;
  /** True if sums are those of the file to the last bit. */
  readonly isSame: boolean;
}

/** A limit for plans from files, which mustn't make an evaluation allocate any amount of memory. */
const MOST_TILE_ROWS = 2 ** 16;

/** The options of a backend that a user may choose. */
export type BackendChoice = Pick<BackendOptions, 'backend' | 'threads'>;

/** Chooses the arithmetic of a results file, if the machine has it and nothing else was asked for. */
export function arithmeticFor(results: Results, { backend: asked, threads }: BackendChoice) {
  const { backend: own, plan } = results;
  const named = own.name === 'js' ? 'js' : 'auto';
  const name = asked === undefined || asked === 'auto' ? named : asked;
  const backend = backendNamed(name, threads ?? 'all');
  const fits = plan !== undefined && isPlanOf(backend, plan);
  const isSame =
    fits &&
    results.processes === undefined &&
    arithmeticOf(backend, plan.product) === arithmeticOf({ report: own }, plan.product);
  return { backend, plan: fits ? plan : undefined, isSame };
}

const known = new Map<string, Backend>();

/** A backend for all files that need it. */
function backendNamed(
  name: NonNullable<BackendOptions['backend']>,
  threads: number | 'all',
): Backend {
  const key = `${name} ${threads}`;
  const backend = known.get(key) ?? selectBackend({ backend: name, threads });
  known.set(key, backend);
  return backend;
}

function isPlanOf({ report }: Backend, { product, tileRows }: Plan): boolean {
  return (product === 'gemm') === (report.name === 'js') && tileRows <= MOST_TILE_ROWS;
}

/** How far rounding may take figures from those of another arithmetic: see docs/teachers.md. */
const ROUNDING = {
  float32: { relative: 1e-6, updateRatio: 1e-4 },
  float64: { relative: 1e-10, updateRatio: 1e-6 },
};

/** Samples whose best two classes are so near that rounding decides: one, and one more of each 5,000. */
const undecided = (samples: number): number => 1 + samples / 5000;

/** Tells which numbers of a run and its repetition are the same, by the names of their places. */
export function closeness(
  { isSame }: Pick<Arithmetic, 'isSame'>,
  { dtype }: Pick<WholeSettings, 'dtype'>,
  samples: Results['samples'],
): IsClose {
  if (isSame) return isSameNumber;
  const { relative, updateRatio } = ROUNDING[dtype];
  return (got, expected, place) => {
    if (isSameNumber(got, expected, place)) return true;
    const apart = Math.abs(got - expected);
    const all = setOf(place, samples);
    if (/\.(accuracy|saturated|precision|recall|expectedError)$/.test(place))
      return apart <= undecided(all) / all + relative;
    if (/\.(predicted|confusion)\[/.test(place)) return apart <= undecided(all);
    const most = place.endsWith('.updateRatio') ? updateRatio : relative;
    return apart <= most * Math.max(Math.abs(got), Math.abs(expected));
  };
}

/** The number of samples that the figure at a place was measured on. */
function setOf(place: string, samples: Results['samples']): number {
  if (/\.(test|analysis)\b/.test(place)) return samples.test;
  return place.includes('.validation.') ? samples.validation : samples.training;
}
