import { loadCifar10 } from '../../data';
import { assertInteger } from '../../errors';
import {
  checkOwnCode,
  FUNCTIONS,
  OwnCode,
  realProblems,
  type CodeFinding,
  type OwnCheck,
  type Problem,
} from '../../exercise';
import { gradientCheckTable, verdictText, writeCodeCheck } from '../../report';
import { shellWord } from '../../report/text/shell-word';
import { sayVerdict } from '../doctor/say-finding';
import { howToCall } from '../how-to-call';
import { printJson } from '../print-json';
import { withCheckProgress } from '../progress/check-progress';
import { fetchProgress } from '../progress/fetch-progress';
import { EXIT } from '../run-command';
import { codeOutput } from '../terminal/code-output';
import { print, sayFor } from '../terminal/say';
import type { CheckGradientsOptions } from './check-gradients-options';

const LANGUAGES = { javascript: 'JavaScript', typescript: 'TypeScript', python: 'Python' };

/** Derivatives of each kind that are compared with numerical ones. */
const SAMPLED = 10;

/** Checks each function of a file of the user's own, names its mistake, and prints a verdict. */
export async function checkCode(
  options: CheckGradientsOptions & { readonly code: string },
  signal: AbortSignal,
): Promise<void> {
  const { code: file, samples, seed, seconds, quiet, json, results } = options;
  const say = sayFor(options);
  const code = await OwnCode.open(file, { seconds, signal, onPrint: codeOutput(file) });
  try {
    const { source, files, sets } = await loadCifar10({
      files: ['data_batch_1'],
      from: options.data,
      signal,
      ...fetchProgress(quiet),
    });
    const set = sets.data_batch_1;
    assertInteger('--samples', samples, 1, set.samples);
    say(`code      ${file}, ${LANGUAGES[code.language]}, in a process of its own`);
    say(`data      small matrices, and the first ${samples} of data_batch_1, standardised\n`);
    const problems = realProblems(set, options);
    const check = await checkAll(code, problems, options, signal);
    const content = {
      version: 1,
      code: file,
      language: code.language,
      data: { source, files },
      samples,
      seed,
      complete: check.complete,
      passed: check.passed,
      functions: check.findings,
      numerical: check.numerical,
    };
    if (!json) printVerdict(file, check);
    if (results !== undefined) writeCodeCheck(results, content);
    if (json) printJson(content);
    if (!check.passed) process.exitCode ??= EXIT.failure;
  } finally {
    code.close();
  }
}

type Checked = OwnCheck & { readonly complete: boolean };

/** Runs the checks, and shows their progress. An interruption ends them, and keeps the findings. */
async function checkAll(
  code: OwnCode,
  real: readonly Problem[],
  { quiet, json, sampled = SAMPLED }: CheckGradientsOptions,
  signal: AbortSignal,
): Promise<Checked> {
  const findings: CodeFinding[] = [];
  try {
    const check = await withCheckProgress(quiet, 'numerical gradients', (onProgress) =>
      checkOwnCode(code, {
        real,
        sampled,
        onProgress,
        onFinding: (finding) => {
          findings.push(finding);
          if (!json) sayVerdict(print, textOf(finding));
        },
      }),
    );
    return { ...check, complete: true };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { findings, numerical: [], passed: false, complete: false };
  }
}

function textOf(finding: CodeFinding): string {
  const text = verdictText(finding.function, { ...finding, advice: null });
  // What isn't written yet has nothing more to say.
  return finding.verdict === 'skipped' ? text.split('\n')[0] : text;
}

function printVerdict(file: string, { findings, numerical, passed, complete }: Checked): void {
  if (numerical.length > 0) {
    print('\nyour gradient against numerical derivatives of your cost, on CIFAR-10:');
    print(gradientCheckTable(numerical));
  }
  const named = (verdict: CodeFinding['verdict']): string[] =>
    findings.filter((one) => one.verdict === verdict).map((one) => one.function);
  const [wrong, unwritten] = [named('failed'), named('skipped')];
  const right = named('passed').length + named('warning').length;
  const parts = [
    `${right} of ${FUNCTIONS.length} functions are right`,
    ...(wrong.length > 0 ? [`WRONG: ${wrong.join(', ')}`] : []),
    ...(unwritten.length > 0 ? [`not written yet: ${unwritten.join(', ')}`] : []),
    ...(complete ? [] : ['stopped before the end']),
  ];
  const agrees = numerical.every((one) => one.passed);
  if (!agrees) parts.push('the gradient is not the derivative of your cost');
  print(`\nverdict   ${parts.join('; ')}`);
  const next = [...wrong, ...unwritten].at(0);
  if (passed) print(`          train with it: ${howToCall('train')} --code ${shellWord(file)}`);
  else if (next !== undefined) print(`          a hint: ${howToCall('exercise')} --hint ${next}`);
}
