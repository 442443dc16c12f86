import type { Verdict } from '../../checks';
import type { FunctionName } from '../functions';
import { OwnCodeError } from '../own-code-error';

/** The result of the check of one function of the user's own. */
export interface CodeFinding {
  readonly function: FunctionName;
  /** `skipped`: it is not written yet, or what it needs isn't. */
  readonly verdict: Verdict;
  /** A name for the mistake, e.g. `missing-mean`, the same in all versions; null if there is none. */
  readonly mistake: string | null;
  /** The observation, with its figures. */
  readonly seen: string;
  /** The conclusion from it. */
  readonly meaning: string;
}

/** What a check concludes, beside the function's name. */
export type Conclusion = Omit<CodeFinding, 'function'>;

export function passed(seen: string): Conclusion {
  return { verdict: 'passed', mistake: null, seen, meaning: 'it is right' };
}

export function failed(mistake: string, seen: string, meaning: string): Conclusion {
  return { verdict: 'failed', mistake, seen, meaning };
}

export function warning(mistake: string, seen: string, meaning: string): Conclusion {
  return { verdict: 'warning', mistake, seen, meaning };
}

/** Runs the check of a function; a failure of the code itself is a finding. */
export async function examine(
  name: FunctionName,
  check: () => Promise<Conclusion>,
): Promise<CodeFinding> {
  try {
    return { function: name, ...(await check()) };
  } catch (error) {
    if (!(error instanceof OwnCodeError) || error.failure === 'load') throw error;
    return { function: name, ...ofFailure(error) };
  }
}

const SHAPES = 'rows and columns do not fit: W has K rows of d numbers, X has n rows of d';

const MEANINGS: Readonly<Partial<Record<OwnCodeError['failure'], string>>> = {
  transposed: 'rows and columns are swapped',
  time: 'it never ends, or is far too slow',
  ended: 'a function must return, and do with the memory that there is',
  threw: 'a function must return a result, whatever the numbers are',
  result: 'the shapes are in the comment of the function',
  'not finite': 'something is divided by 0, overflows, or reads beyond the end of an array',
};

/** What JavaScript, Python and NumPy say where rows and columns don't fit. */
const MISFIT = /of undefined \(reading '\d+'\)|index out of|out of bounds|matmul|broadcast/;

function ofFailure({ failure, fault }: OwnCodeError): Conclusion {
  const isMisfit = failure === 'threw' && MISFIT.test(fault);
  const meaning = isMisfit ? SHAPES : MEANINGS[failure];
  if (meaning !== undefined) return failed(failure.replace(' ', '-'), fault, meaning);
  return { verdict: 'skipped', mistake: null, seen: fault, meaning: 'write it, then check again' };
}

/** Says that a function has changed its arguments; null if it hasn't. */
export function changes(changed: readonly string[]): Conclusion | null {
  if (changed.length === 0) return null;
  const seen = `it changes ${changed.join(' and ')} in place`;
  return failed('changes-input', seen, 'whoever needs it afterwards gets something else: copy it');
}
