import type { Matrix } from '../matrix';
import type { OwnCode } from '../own-code';
import { OwnCodeError } from '../own-code-error';
import { lossSuspects, penaltySuspects } from './cost-suspects';
import { crossEntropyOf, meanOver, sumOfSquares, type Problem } from './definitions';
import { changes, failed, passed, type Conclusion } from './finding';
import { isClose, suspectOf, worstPlace, type Suspect } from './numbers';

/** How to get the probabilities that the user's own functions make, if these are wrong. */
export type OwnProbabilities = ((problem: Problem) => Promise<Matrix>) | null;

/**
 * Checks the loss, which is the cost with λ = 0, and the penalty, by which costs with and without λ
 * differ, over several problems.
 */
export async function checkCost(
  code: OwnCode,
  problems: readonly Problem[],
  ownProbabilities: OwnProbabilities,
): Promise<Conclusion> {
  const losses: number[] = [];
  const penalties: number[] = [];
  const changed = new Set<string>();
  for (const { rows, parameters, lambda } of problems) {
    const loss = await code.cost(rows, parameters, 0);
    const cost = await code.cost(rows, parameters, lambda);
    code.changed.forEach((name) => changed.add(name));
    losses.push(loss);
    penalties.push((cost - loss) / lambda);
  }
  const found = [
    lossMistake(losses, problems, await ownLosses(problems, ownProbabilities)),
    penaltyMistake(penalties, problems),
  ].filter((one) => one !== null);
  if (found.length > 0) {
    const seen = found.map((one) => one.seen).join('; ');
    return failed(found[0].mistake, seen, found.map(({ meaning }) => meaning).join('; '));
  }
  const overflow = await checkLarge(code, problems[0]);
  if (overflow !== null) return overflow;
  return changes([...changed]) ?? passed('J is the mean cross-entropy + λ Σ W²');
}

type Seen = Pick<Conclusion, 'seen' | 'meaning'> & { readonly mistake: string };

function lossMistake(
  losses: readonly number[],
  problems: readonly Problem[],
  own: Suspect | null,
): Seen | null {
  const right = problems.map(crossEntropyOf);
  if (isClose(losses, right)) return null;
  const seen = worstPlace('with λ = 0, J', losses.slice(0, 1), right);
  const suspect = suspectOf(losses, [...lossSuspects(problems), ...(own === null ? [] : [own])]);
  if (suspect !== undefined) return { ...suspect, seen };
  return { mistake: 'unknown', seen, meaning: 'it is not the mean of −log p_i,y_i' };
}

async function ownLosses(
  problems: readonly Problem[],
  ownProbabilities: OwnProbabilities,
): Promise<Suspect | null> {
  if (ownProbabilities === null) return null;
  const values: number[] = [];
  for (const problem of problems) {
    const P = await ownProbabilities(problem);
    values.push(meanOver(P, problem.rows.y, (p, label) => -Math.log(p[label])));
  }
  const meaning = 'it follows from scores or softmax, which are wrong: mend them first';
  return { mistake: 'inherited', meaning, values };
}

function penaltyMistake(penalties: readonly number[], problems: readonly Problem[]): Seen | null {
  const squares = problems.map(({ parameters }) => sumOfSquares(parameters.W.values));
  if (isClose(penalties, squares)) return null;
  const seen = worstPlace('the penalty / λ', penalties.slice(0, 1), squares);
  const suspect = suspectOf(penalties, penaltySuspects(squares, problems));
  if (suspect !== undefined) return { ...suspect, seen };
  return { mistake: 'unknown', seen, meaning: 'the penalty is not λ Σ W²' };
}

/** Checks the cost where all scores are about 1000. */
async function checkLarge(
  code: OwnCode,
  { rows, parameters }: Problem,
): Promise<Conclusion | null> {
  const large = { W: parameters.W, b: parameters.b.map((value) => value + 1000) };
  const expected = crossEntropyOf({ rows, parameters: large, lambda: 0 });
  const meaning = 'exp overflows: subtract the largest score of a sample from all of its scores';
  try {
    const J = await code.cost(rows, large, 0);
    if (isClose([J], [expected])) return null;
    return failed(
      'no-maximum',
      worstPlace('with scores of about 1000, J', [J], [expected]),
      meaning,
    );
  } catch (error) {
    if (!(error instanceof OwnCodeError) || error.failure !== 'not finite') throw error;
    return failed('no-maximum', `with scores of about 1000, ${error.fault}`, meaning);
  }
}
