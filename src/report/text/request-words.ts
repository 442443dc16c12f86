import { solverWords, type RunRecord } from '../../training';
import { count } from './format';

/** Says that a run was ended on request, e.g. `ended on request after 7 of 40 epochs, …`; null if it wasn't. */
export function requestWords(run: RunRecord): string | null {
  const { bestEpoch, endedOnRequest, epochs, history } = run;
  if (!endedOnRequest) return null;
  const { unit } = solverWords(run);
  const kept = bestEpoch == null ? '' : `, with the weights of ${unit} ${bestEpoch}`;
  return `ended on request after ${history.length} of ${count(epochs, unit)}${kept}`;
}
