import { argumentError, show } from '../../errors';
import { jsonText } from '../../files';
import { withPresentNames } from '../settings';
import { stateForm, VERSION, type State } from './form';
import type { Snapshot } from './snapshot';

/** Returns the part of a snapshot that is stored as JSON: all but its arrays. */
export function stateOf(snapshot: Snapshot) {
  const { identity, progress, shape, runs } = snapshot;
  return {
    version: VERSION,
    identity,
    progress,
    shape,
    runs: runs.map(({ generator, history, hasConverged, hasEnded, lastStepNorm, best }) => ({
      generator,
      history,
      ...(hasConverged && { hasConverged }),
      hasEnded,
      lastStepNorm,
      best: best && { epoch: best.epoch, value: best.value },
    })),
  };
}

/** Converts the settings of a version 1 state to their current names. */
export function inPresentForm(state: unknown): unknown {
  const { version, identity } = (state ?? {}) as {
    version?: unknown;
    identity?: { settings: unknown };
  };
  if (version !== 1 || !Array.isArray(identity?.settings)) return state;
  const settings = identity.settings.map((own: unknown) => withPresentNames(Object(own) as object));
  return { ...(state as object), identity: { ...identity, settings } };
}

/** Checks a state against its schema. @param fail  called with the fault, in one line */
export function checkState(state: unknown, fail: (fault: string) => never): State {
  const { success, data, error } = stateForm().safeParse(state);
  if (success) return data;
  const [issue] = error.issues;
  const where = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  // An unknown key may have any length and any characters.
  const stray = issue.code === 'unrecognized_keys' ? issue.keys.at(0) : undefined;
  return fail(where + (stray === undefined ? issue.message : `unknown key ${show(stray)}`));
}

/** Throws a TypeError unless a caller's value has the form of a snapshot. */
export function assertSnapshot(name: string, snapshot: Snapshot): void {
  const expected = 'a snapshot of a training';
  let state: unknown;
  try {
    state = JSON.parse(jsonText(stateOf(snapshot)));
  } catch {
    throw argumentError(TypeError, name, expected, snapshot);
  }
  checkState(state, (fault) => {
    throw argumentError(TypeError, name, `${expected} (${fault})`, snapshot);
  });
  snapshot.runs.forEach(({ parameters, state, best }, run) => {
    const { dtype } = snapshot.identity.settings[run] ?? {};
    const Floats = dtype === 'float64' ? Float64Array : Float32Array;
    assertTensors(`${name}.runs[${run}].state`, state);
    for (const values of [parameters, ...(best ? [best.parameters] : [])]) {
      if (values instanceof Floats) continue;
      throw argumentError(TypeError, `${name}.runs[${run}]`, `a ${Floats.name}`, values);
    }
  });
}

function assertTensors(name: string, state: unknown): void {
  const isTensor = (values: unknown): boolean =>
    values instanceof Float32Array || values instanceof Float64Array;
  if (typeof state === 'object' && state !== null && Object.values(state).every(isTensor)) return;
  throw argumentError(TypeError, name, 'tensors by name', state);
}
