import path from 'node:path';
import { machineText, type Machine } from '../harness/machine';
import { ratio } from '../results/medians';
import { figures, markdownTable, milliseconds, terminalTable, type Table } from '../results/table';
import { writeFormatted, writeJson } from '../results/write';
import { PATH_LAMBDAS, TOLERANCE } from './cases';
import type { MeasuredOptima } from './measure-optimum';
import type { PeerFit } from './peer-fits';
import type { OptimumPoint } from './race';

/** The results of a run. */
export interface OptimumResults extends MeasuredOptima {
  readonly machine: Machine;
  /** scikit-learn's version; null if it took no part. */
  readonly peerVersion: string | null;
}

/** A row for each case. */
function timeTable({ points }: OptimumResults): Table {
  const threadCounts = [...new Set(points.map(({ threads }) => threads))];
  const headings = threadCounts.flatMap((threads) => [
    `${threads} thr., ms`,
    'scikit-learn, ms',
    'by',
    'times as fast',
  ]);
  const rows = caseIds(points).map((id) => [
    id,
    ...threadCounts.flatMap((threads) =>
      cells(points.find((point) => point.id === id && point.threads === threads)),
    ),
  ]);
  return { headings: ['', ...headings], rows };
}

function cells(point: OptimumPoint | undefined): string[] {
  if (point === undefined) return ['–', '–', '–', '–'];
  const { own, peer } = point;
  const by = peer?.fit ? fitText(peer.fit) : '–';
  const theirs = peer?.seconds ?? null;
  return [milliseconds(own.seconds), milliseconds(theirs), by, figures(ratio(theirs, own.seconds))];
}

const fitText = ({ solver, dtype }: PeerFit): string => `${solver}, ${dtype}`;

/** How near each came to the optimum, on the largest number of threads. */
function gapTable({ points }: OptimumResults): Table {
  const most = Math.max(...points.map(({ threads }) => threads));
  const rows = points
    .filter(({ threads }) => threads === most)
    .map(({ id, cost, own, peer }) => [
      id,
      cost.toFixed(6),
      own.relativeGap.toExponential(1),
      String(own.iterations),
      peer?.relativeGap.toExponential(1) ?? '–',
      peer ? String(peer.iterations) : '–',
      peer?.fit?.tol.toExponential(1) ?? '–',
    ]);
  const headings = ['', 'J', 'gap', 'iterations', 'its gap', 'its iterations', 'its tol'];
  return { headings, rows };
}

/** How many times as fast as scikit-learn all cases are, in the geometric mean and at least. */
function ratioNotes({ points }: OptimumResults): string[] {
  const known = points
    .map(({ own, peer }) => ratio(peer?.seconds ?? null, own.seconds))
    .filter((one) => one !== null);
  if (known.length === 0) return [];
  const mean = Math.exp(known.reduce((sum, one) => sum + Math.log(one), 0) / known.length);
  const least = Math.min(...known);
  return [
    `onelayer is ${figures(mean)} times as fast in the geometric mean of all cases, and ${figures(least)} times at least.`,
  ];
}

/** The path of λ in a sentence. */
function pathNotes({ paths, points }: OptimumResults): string[] {
  const ratios = paths.map(
    ({ threads, seconds, coldSeconds }) =>
      `${milliseconds(seconds)} ms beside ${milliseconds(coldSeconds)} ms on ${threads} ${threads === 1 ? 'thread' : 'threads'}, ${figures(seconds / coldSeconds)} times as long`,
  );
  const set = points[0].id.replace(/, λ.*/, '');
  return [
    `A path of ${PATH_LAMBDAS.length} λ from ${PATH_LAMBDAS[0]} to ${PATH_LAMBDAS.at(-1)} (\`lambdaPath\`), each warm-started and certified, beside its smallest λ alone, on ${set}: ${ratios.join('; ')}.`,
  ];
}

function caseIds(points: readonly OptimumPoint[]): string[] {
  return [...new Set(points.map(({ id }) => id))];
}

/** The text to print at the end. */
export function optimumText(results: OptimumResults): string {
  return [
    machineText(results.machine),
    terminalTable(timeTable(results)),
    terminalTable(gapTable(results)),
    ...ratioNotes(results),
    ...pathNotes(results),
  ].join('\n\n');
}

/** Writes OPTIMUM.md, and optimum.json with every timing. */
export async function writeOptimum(folder: string, results: OptimumResults): Promise<void> {
  const { machine, peerVersion, points, paths, rounds } = results;
  const peer = peerVersion === null ? '' : `; scikit-learn ${peerVersion}`;
  const text = [
    '# How fast the optimum is reached',
    `Written by \`${machine.command}\`: ${machineText(machine)}${peer}.`,
    `Everybody starts from nothing and ends where J is certified to be at most ${TOLERANCE} J above its minimum: ‖∂J/∂W‖² / 4λ, with the best b, computed in float64 by the same NumPy program for all. Times are medians of interleaved rounds on as many threads for both. Both begin with the samples as they are. onelayer's have all that \`train\` does: standardising, the curves, the certificate. scikit-learn's are \`StandardScaler\` and \`LogisticRegression\` with C = 1/(2nλ); for each case, the solver, the dtype and the loosest \`tol\` that reach the gap soonest, found by a sweep beforehand.`,
    markdownTable(timeTable(results)),
    'The gaps that the judge found, relative to J:',
    markdownTable(gapTable(results)),
    ...ratioNotes(results),
    ...pathNotes(results),
  ];
  await writeFormatted(path.join(folder, 'OPTIMUM.md'), text.join('\n\n'));
  writeJson(path.join(folder, 'optimum.json'), {
    machine,
    peerVersion,
    points,
    paths,
    rounds: Object.fromEntries(rounds),
  });
}
