import { FUNCTIONS, type FunctionName } from '../functions';
import type { Matrix } from '../matrix';
import type { OwnCode } from '../own-code';
import { OwnCodeError } from '../own-code-error';
import { checkCost, type OwnProbabilities } from './cost';
import { scoresOf, type Problem } from './definitions';
import { examine, passed, type CodeFinding, type Conclusion } from './finding';
import { checkGradient } from './gradient';
import { checkNumerically, derivativesOf, type OwnNumericalCheck } from './numerical';
import { smallProblem } from './problems';
import { checkScores } from './scores';
import { checkShuffle } from './shuffle';
import { checkSoftmax } from './softmax';
import { checkStandardise } from './standardise';
import { checkUpdate } from './update';

/** Options of `checkOwnCode`. */
export interface OwnCheckOptions {
  /** Problems of real data, on which functions that are right on small ones are checked once more. */
  readonly real: readonly Problem[];
  /** Parameters of each kind whose derivatives are compared with numerical ones. By default 10. */
  readonly sampled?: number;
  /** Called with the number of numerical derivatives that are computed, and of all. By default none. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Called with each function's finding. By default none. */
  readonly onFinding?: (finding: CodeFinding) => void;
}

/** The check of a file of the user's own. */
export interface OwnCheck {
  /** A finding for each function, in the order of `FUNCTIONS`. */
  readonly findings: readonly CodeFinding[];
  /** The gradient against the user's own cost, for each problem; empty where one of them fails. */
  readonly numerical: readonly OwnNumericalCheck[];
  /** True if all functions are written and right. */
  readonly passed: boolean;
}

/**
 * Checks each function by its definition, on a small problem in which no mistake looks like another,
 * then on real data, and the gradient against numerical derivatives of the user's own cost.
 */
export async function checkOwnCode(code: OwnCode, options: OwnCheckOptions): Promise<OwnCheck> {
  const { real, sampled = 10, onFinding, onProgress } = options;
  const findings: CodeFinding[] = [];
  const isWrong = (...names: readonly FunctionName[]): boolean =>
    findings.some((one) => names.includes(one.function) && one.verdict === 'failed');
  const numerical: OwnNumericalCheck[] = [];
  for (const name of FUNCTIONS) {
    const own = isWrong('scores', 'softmax') ? await probabilitiesOf(code) : null;
    const finding = await examine(name, () => check(name, code, real, own));
    findings.push(finding);
    onFinding?.(finding);
  }
  if (findings.every((one) => !isCostOrGradient(one) || isWritten(one))) {
    const problems = real.length > 0 ? real : [smallProblem(1)];
    const total = problems.reduce((sum, problem) => sum + derivativesOf(problem, sampled), 0);
    let done = 0;
    for (const problem of problems) {
      const onDerivative = (): void => onProgress?.(++done, total);
      numerical.push(await checkNumerically(code, problem, sampled, onDerivative));
    }
  }
  const isRight = findings.every(({ verdict }) => verdict === 'passed' || verdict === 'warning');
  return { findings, numerical, passed: isRight && numerical.every((one) => one.passed) };
}

const isCostOrGradient = ({ function: name }: CodeFinding): boolean =>
  name === 'cost' || name === 'gradient';

/** Whether a function returns what can be used: right or wrong. */
function isWritten({ verdict, mistake }: CodeFinding): boolean {
  const broken = ['transposed', 'time', 'ended', 'threw', 'result', 'not-finite'];
  return verdict !== 'skipped' && !broken.includes(mistake ?? '');
}

/** Checks a function on small problems; if it is right there, on real ones. */
async function check(
  name: FunctionName,
  code: OwnCode,
  real: readonly Problem[],
  own: OwnProbabilities,
): Promise<Conclusion> {
  const small = smallProblem(1);
  switch (name) {
    case 'standardise':
      return checkStandardise(code);
    case 'shuffle':
      return checkShuffle(code);
    case 'update':
      return checkUpdate(code);
    case 'scores':
      return each([small, ...real.slice(0, 1)], (problem) => checkScores(code, problem));
    case 'softmax':
      return each([small, ...real.slice(0, 1)], ({ rows, parameters }) =>
        checkSoftmax(code, scoresOf(rows.X, parameters)),
      );
    case 'cost': {
      const problems = [small, smallProblem(2, 6), smallProblem(3, 9)];
      const onSmall = await checkCost(code, problems, own);
      const penalised = real.filter(({ lambda }) => lambda > 0);
      return onSmall.verdict === 'failed' || penalised.length === 0
        ? onSmall
        : checkCost(code, penalised, own);
    }
    case 'gradient':
      return each([small, ...real], (problem) => checkGradient(code, problem, own));
  }
}

/** Returns the first conclusion that isn't `passed`, else the last. */
async function each(
  problems: readonly Problem[],
  conclude: (problem: Problem) => Promise<Conclusion>,
): Promise<Conclusion> {
  let last = passed('');
  for (const problem of problems) {
    last = await conclude(problem);
    if (last.verdict !== 'passed') return last;
  }
  return last;
}

/** Returns the user's own probabilities as a function of the problem; null if they can't be had. */
async function probabilitiesOf(code: OwnCode): Promise<OwnProbabilities> {
  const of = async ({ rows, parameters }: Problem): Promise<Matrix> =>
    code.softmax(await code.scores(rows.X, parameters));
  try {
    await of(smallProblem(1));
    return of;
  } catch (error) {
    if (error instanceof OwnCodeError) return null;
    throw error;
  }
}
