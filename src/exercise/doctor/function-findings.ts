import type { Area, Finding } from '../../checks';
import type { CodeFinding } from '../checks/finding';
import type { FunctionName } from '../functions';

const AREAS: Readonly<Record<FunctionName, Area>> = {
  standardise: 'standardising',
  shuffle: 'labels',
  scores: 'outputs',
  softmax: 'outputs',
  cost: 'loss',
  gradient: 'gradient',
  update: 'update',
};

/** Returns what was found on a function as a finding of the doctor. */
export function functionFinding(found: CodeFinding): Finding {
  const { function: name, verdict, seen, meaning } = found;
  const advice =
    verdict === 'failed' ? `mend ${name}; \`onelayer exercise --hint ${name}\` has hints` : null;
  const check = `code-${name}`;
  return { check, area: AREAS[name], verdict, seen, meaning, advice, figures: {} };
}
