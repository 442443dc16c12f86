import { wholeSettings } from '../../training';
import { ranked } from '../choose';
import {
  isFailure,
  isScore,
  type Header,
  type Line,
  type Place,
  type ScoreLine,
  type TrialLine,
} from '../journal/form';
import { printedTrial } from '../printed';
import type { Rung, Score, Trial } from '../results';
import { meanScore, scoreOn } from '../scores';

/** Makes the trials of a sweep, as far as its lines tell. */
export function trialsOf(header: Header, lines: readonly Line[]): Trial[] {
  const own: TrialLine[][] = header.trials.map(() => []);
  for (const line of lines) if ('trial' in line) own[line.trial].push(line);
  return header.trials.map((settings, number) => {
    const scores = own[number].filter(isScore);
    // One that was tried again with success has failed no more.
    const failures = own[number].filter(isFailure).filter((line) => !scores.some(at(line)));
    return printedTrial({
      number,
      settings,
      rungs: rungsIn(header, scores),
      failure: failures.at(-1)?.failure ?? null,
      gap: gapOf(scores),
      seconds: scores.reduce((sum, { seconds }) => sum + seconds, 0),
    });
  });
}

const at =
  ({ rung, fold }: Place) =>
  (other: Place): boolean =>
    other.rung === rung && other.fold === fold;

/** The rungs that a trial has scores of, on each fold if there are several. */
function rungsIn({ folds, validated }: Header, scores: readonly ScoreLine[]): Rung[] {
  const rungs: Rung[] = [];
  for (;;) {
    const of = scores.filter(({ rung }) => rung === rungs.length);
    if (of.length < (folds ?? 1)) return rungs;
    const inOrder = [...of].sort((a, b) => (a.fold ?? 0) - (b.fold ?? 0));
    const validation: Score = folds === null ? scoreOn(inOrder[0], validated) : meanScore(inOrder);
    rungs.push({ epochs: Math.max(...of.map(({ epochs }) => epochs)), validation });
  }
}

/** The largest gap at the end of a trial: over the folds if there are several. */
function gapOf(scores: readonly ScoreLine[]): number | null {
  const last = Math.max(...scores.map(({ rung }) => rung));
  const gaps = scores.filter(({ rung }) => rung === last).map(({ gap }) => gap);
  const known = gaps.filter((gap) => gap !== null);
  return known.length === 0 || known.length < gaps.length ? null : Math.max(...known);
}

/**
 * The numbers of epochs at the ends of a trial's rungs: all of its epochs; with halving, those of the
 * first rung, times the factor again and again below them.
 */
export function rungEpochs({ halving, trials }: Header, trial = 0): number[] {
  const { epochs } = wholeSettings(trials[trial]);
  if (halving === null) return [epochs];
  const rungs: number[] = [];
  for (let at = halving.epochs; at < epochs; at *= halving.factor) rungs.push(at);
  return [...rungs, epochs];
}

/** The number of trials in a rung: a share of 1 / factor of the one before, rounded down; at least one. */
export function rungSize({ halving, trials }: Header, rung: number): number {
  let size = trials.length;
  for (let r = 0; r < rung; r++) size = Math.max(1, Math.floor(size / (halving?.factor ?? 1)));
  return size;
}

/** The numbers of the trials that are trained in a rung: of a later one, the best of the one before. */
export function membersOf(header: Header, lines: readonly Line[], rung: number): number[] {
  if (rung === 0) return [...header.trials.keys()];
  const before = membersOf(header, lines, rung - 1);
  const known = lines.filter((line) => !('trial' in line) || line.rung < rung);
  const trials = trialsOf(header, known);
  const order = ranked(
    before.map((number) => trials[number]).filter(({ rungs }) => rungs.length === rung),
  );
  const best = order.slice(0, rungSize(header, rung));
  return best.map(({ trial }) => trial.number).sort((a, b) => a - b);
}

/** The numbers of the trials that have been trained to their end, or that halving has dropped. */
export function finishedTrials(header: Header, lines: readonly Line[]): Set<number> {
  const trials = trialsOf(header, lines);
  const reached = (number: number): number => trials[number].rungs.length;
  const numbers = [...trials.keys()];
  if (header.halving === null) return new Set(numbers.filter((number) => reached(number) > 0));
  const finished = new Set<number>();
  const rungs = rungEpochs(header).length;
  for (let rung = 1, members = numbers; rung <= rungs; rung++) {
    const left = members.filter((number) => trials[number].failure === null);
    if (!left.every((number) => reached(number) >= rung)) break;
    const next = rung === rungs ? [] : membersOf(header, lines, rung);
    for (const number of left) if (!next.includes(number)) finished.add(number);
    members = next;
  }
  for (const number of numbers) if (reached(number) === rungs) finished.add(number);
  return finished;
}
