import { factoring, invertLower } from '../algebra';
import type { Generator } from '../random';
import type { Task } from '../tasks';
import type { Pictures } from './pictures';
import { deviationOf, drawPatch, mirrorPatch } from './sampling';
import type { PatchSettings } from './settings';
import { whiten, type Whitening } from './whitening';

/** Flatter patches show nothing: 8 of 255. */
const LEAST_DEVIATION = 8 / 255;
/** Draws for each patch of the dictionary, after which a flat one is taken too. */
const MOST_DRAWS = 1000;
/** What keeps the second moments of few atoms invertible. */
const RIDGE = 1e-6;

/** Atoms, and the whitening that they are compared with patches by. */
export interface Dictionary {
  readonly whitening: Whitening;
  /** D×m, then their mirrors if they are taken. */
  readonly atoms: Float64Array;
  /** The patches that the atoms are made of, D×q, with pixels from 0 to 1. */
  readonly patches: Float64Array;
}

/**
 * Draws random patches, whitens them, and makes them of unit length: the atoms a. Then whitening and
 * atoms are changed so that similarities S = a·v/‖v‖ spread evenly, with a deviation of about 1
 * whatever the patch: with L Lᵀ = mean of a aᵀ, v ← Lᵀ v and a ← L⁻¹ a.
 */
export function* learningDictionary(
  pictures: Pictures,
  settings: Required<PatchSettings>,
  whitening: Whitening,
  generator: Generator,
): Task<Dictionary> {
  const { patches: count, side, components: m, mirrored } = settings;
  const q = whitening.mean.length;
  const patches = new Float64Array(count * q);
  const atoms = new Float64Array((mirrored ? 2 : 1) * count * m);
  const mirror = new Float64Array(q);
  for (let atom = 0; atom < count; atom++) {
    const patch = patches.subarray(atom * q, (atom + 1) * q);
    drawAtom(pictures, side, generator, patch);
    unitAtom(whitening, patch, atoms.subarray(atom * m, (atom + 1) * m));
    if (mirrored) {
      mirrorPatch(patch, side, mirror);
      unitAtom(whitening, mirror, atoms.subarray((count + atom) * m, (count + atom + 1) * m));
    }
    yield;
  }
  return { ...(yield* spreadingEvenly(whitening, atoms, m)), patches };
}

function drawAtom(pictures: Pictures, side: number, generator: Generator, patch: Float64Array) {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    drawPatch(pictures, side, generator, patch);
    if (deviationOf(patch) > LEAST_DEVIATION) return;
  }
}

function unitAtom(whitening: Whitening, patch: Float64Array, atom: Float64Array): void {
  whiten(whitening, patch, atom);
  const norm = Math.hypot(...atom);
  if (norm > 0) for (let k = 0; k < atom.length; k++) atom[k] /= norm;
}

function* spreadingEvenly(
  { mean, matrix }: Whitening,
  atoms: Float64Array,
  m: number,
): Task<Omit<Dictionary, 'patches'>> {
  const L = yield* factoring(secondMoments(atoms, m), m, RIDGE / m);
  const inverse = invertLower(L, m);
  const q = mean.length;
  const turned = new Float64Array(m * q);
  for (let i = 0; i < m; i++) {
    for (let k = i; k < m; k++) {
      for (let j = 0; j < q; j++) turned[i * q + j] += L[k * m + i] * matrix[k * q + j];
    }
    yield;
  }
  const spread = new Float64Array(atoms.length);
  for (let at = 0; at < atoms.length; at += m) {
    for (let i = 0; i < m; i++) {
      for (let k = 0; k <= i; k++) spread[at + i] += inverse[i * m + k] * atoms[at + k];
    }
    yield;
  }
  return { whitening: { mean, matrix: turned }, atoms: spread };
}

function secondMoments(atoms: Float64Array, m: number): Float64Array {
  const moments = new Float64Array(m * m);
  for (let at = 0; at < atoms.length; at += m) {
    for (let i = 0; i < m; i++) {
      for (let k = 0; k <= i; k++) moments[i * m + k] += atoms[at + i] * atoms[at + k];
    }
  }
  const count = atoms.length / m;
  for (let i = 0; i < moments.length; i++) moments[i] /= count;
  for (let i = 0; i < m; i++) moments[i * m + i] += RIDGE / m;
  return moments;
}
