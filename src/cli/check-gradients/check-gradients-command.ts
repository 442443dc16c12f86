import { print, sayFor, type Say } from '../terminal/say';
import type { Backend } from '../../backend';
import {
  checkGradients,
  checkPaths,
  drawCheckedParameters,
  precisionFinding,
  DEFAULT_STEP,
} from '../../checks';
import { loadCifar10, Standardiser, StandardisedSet, type Samples } from '../../data';
import { assertInteger } from '../../errors';
import { assertLabelSmoothing, type Parameters } from '../../model';
import {
  ASSIGNMENT_REPORT_CHECK,
  gradientCheckNote,
  gradientCheckTable,
  PRECISION_NOTE,
  precisionTable,
  verdictRule,
  withHomesShort,
  worstParameters,
  writeGradientCheck,
  type GradientCheckResults,
  type ReportedCheck,
} from '../../report';
import { backendOf } from '../backend-options';
import {
  readCheckGradientsOptions,
  checkGradientsProgram,
  type CheckGradientsOptions,
} from './check-gradients-options';
import { checkCode } from './check-code';
import { checkLambdas } from './check-lambdas';
import { withCheckProgress } from '../progress/check-progress';
import { fetchProgress } from '../progress/fetch-progress';
import { printJson } from '../print-json';
import { EXIT } from '../run-command';
import { assertDataExist, prepareOutputs } from '../prepare-outputs';
import { describeBackend, noteFallback } from '../say-backend';
import type { LoadedCommand } from '../onelayer/loaded-command';

/** Checks the gradients for each λ, then the float32 gradients of each backend, and prints a verdict. */
export async function checkGradientsCommand(
  argv: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const options = readCheckGradientsOptions(argv);
  const say = sayFor(options);
  const { loss, labelSmoothing } = options;
  assertLabelSmoothing('--label-smoothing', { loss, labelSmoothing });
  prepareOutputs(options);
  assertDataExist(options.data);
  const { code } = options;
  if (code !== undefined) return checkCode({ ...options, code }, signal);

  const backend = backendOf(options);
  if (options.quiet || options.json) noteFallback(options.backend, backend.report);
  const { source, files, sets } = await loadCifar10({
    files: ['data_batch_1'],
    from: options.data,
    signal,
    ...fetchProgress(options.quiet),
  });
  const set = sets.data_batch_1;
  assertInteger('--samples', options.samples, 1, set.samples);
  const samples = new StandardisedSet(set, Standardiser.fit(set));
  const parameters = drawCheckedParameters(set.classes.length, set.features, options.seed);
  say(banner(backend, options, parameters));

  const checks = await checkAll(backend, samples, parameters, options, signal);
  const precision = signal.aborted ? null : checkFloat32(backend, samples, parameters, options);
  const passed =
    checks.length > 0 &&
    checks.every((check) => check.passed) &&
    (precision?.paths ?? []).every((path) => path.passed);
  const { samples: count, seed, results } = options;
  const content = withHomesShort<GradientCheckResults>({
    version: 1,
    backend: backend.report,
    data: { source, files },
    samples: count,
    seed,
    loss,
    labelSmoothing,
    complete: precision !== null,
    passed,
    checks,
    precision,
  });
  if (!options.json) printResults(content, say);
  if (results !== undefined) writeGradientCheck(results, content);
  if (options.json) printJson(content);
  if (!passed) process.exitCode ??= EXIT.failure;
}

/** Runs the checks one after another, and shows their progress. */
function checkAll(
  backend: Backend,
  samples: Samples,
  parameters: Parameters,
  { scheme, step, tolerance, sampled, seed, quiet, ...options }: CheckGradientsOptions,
  signal: AbortSignal,
): Promise<ReportedCheck[]> {
  const { lambdas, samples: count, loss, labelSmoothing } = options;
  const objective = { loss, labelSmoothing };
  return checkLambdas(
    { backend, parameters, samples, count, lambdas, objective },
    (cost, lambda) =>
      withCheckProgress(quiet, `gradients with λ ${lambda}`, (onProgress) =>
        checkGradients(cost, { scheme, step, tolerance, sampled, seed, onProgress, signal }),
      ),
    signal,
  );
}

function checkFloat32(
  inUse: Backend,
  samples: Samples,
  parameters: Parameters,
  { lambdas, loss, labelSmoothing }: CheckGradientsOptions,
) {
  const lambda = Math.max(...lambdas);
  const objective = { loss, labelSmoothing };
  return checkPaths({ inUse, samples, parameters, lambda, objective, threads: [1, 2] });
}

function banner(backend: Backend, options: CheckGradientsOptions, { values }: Parameters): string {
  const { samples, scheme, sampled, step = DEFAULT_STEP[scheme], seed } = options;
  const smoothed = options.labelSmoothing > 0 ? `, label smoothing ${options.labelSmoothing}` : '';
  const which =
    sampled === undefined ? `all ${values.length} parameters` : `${sampled} of each kind`;
  return [
    `backend   ${describeBackend(backend.report)}`,
    `data      the first ${samples} of data_batch_1, standardised by all of it`,
    `gradients ${which}, ${scheme} differences, h ${step.toExponential()}, float64, seed ${seed}`,
    `cost      ${options.loss}${smoothed} + λ Σ W²\n`,
  ].join('\n');
}

function printResults(
  { checks, precision, passed, complete }: GradientCheckResults,
  say: Say,
): void {
  if (checks.length > 0) {
    print(gradientCheckTable(checks));
    say(gradientCheckNote(checks));
    say(`${worstParameters(checks)}\n${ASSIGNMENT_REPORT_CHECK}`);
  }
  if (precision !== null) {
    say(`\nfloat32 gradients, as training uses them, against float64, with λ ${precision.lambda}:`);
    if (precision.withoutOpenBlas !== null) say(`not OpenBLAS: ${precision.withoutOpenBlas}`);
    print(precisionTable(precision.paths));
    say(PRECISION_NOTE);
  }
  if (checks.length === 0) {
    print('verdict   stopped before the first check was finished');
    return;
  }
  const stopped = complete ? '' : 'stopped; until then ';
  const sentence = passed ? 'the gradients are right' : 'the gradients are WRONG';
  print(`\nverdict   ${stopped}${sentence}`);
  print(`          ${verdictRule({ checks, precision })}`);
  const causes = new Set(checks.flatMap((check) => check.causes));
  if (precision?.paths.some((path) => !path.passed))
    causes.add(precisionFinding(precision).meaning);
  for (const cause of causes) print(`          ${cause}`);
}

export const command: LoadedCommand = {
  run: checkGradientsCommand,
  program: checkGradientsProgram,
};
