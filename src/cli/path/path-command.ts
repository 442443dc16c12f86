import type { Backend } from '../../backend';
import type { Cifar10World } from '../../data';
import { printable } from '../../errors';
import { lambdaPath, type LambdaPathResult } from '../../library';
import { certificateWords, makingOf, percent, searchSentence, searchTable } from '../../report';
import { wholeSettings } from '../../training';
import { backendOf } from '../backend-options';
import { calledAs } from '../how-to-call';
import { followSearch } from '../live/follow-search';
import { withLivePage, type LivePage, type ShownCall } from '../live/live-page';
import type { LoadedCommand } from '../onelayer/loaded-command';
import { refuseSeveral } from '../refuse-several';
import { assertDataExist, prepareOutputs } from '../prepare-outputs';
import { printJson } from '../print-json';
import { pathProgress } from '../progress/path-progress';
import { loadRunData } from '../runs/load-run-data';
import type { RunData } from '../runs/run-data';
import { noteFallback } from '../say-backend';
import { note, print, sayFor, type Say } from '../terminal/say';
import { trainChosen } from '../train/train-chosen';
import { pathProgram, readPathOptions, type PathOptions } from './path-options';
import { chosenLine, otherDecays, pathBanner } from './path-output';

/**
 * Finds the weight decay that validates best on CIFAR-10, and prints the best trials.
 *
 * @param world  the files of CIFAR-10; tests have small ones
 */
export async function pathCommand(
  argv: readonly string[],
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  refuseSeveral('path');
  const options = readPathOptions(argv);
  const { out, save } = options;
  prepareOutputs({ out, save });
  assertDataExist(options.data);
  const words = argv.slice(2);
  const { command } = makingOf(calledAs('path', words), words);
  await withLivePage(options, command, signal, (live) =>
    followAndTrain(options, { words, live }, signal, world),
  );
}

async function followAndTrain(
  options: PathOptions,
  { words, live }: ShownCall,
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const { json, out, quiet } = options;
  const say = sayFor(options);
  const backend = backendOf(options);
  if (quiet || json) noteFallback(options.backend, backend.report);
  const { report, data } = await loadRunData(options, quiet || json, signal, world);
  say(`${pathBanner(backend.report, report, options)}\n`);
  await live?.announce(say);
  const result = await search(options, backend, data, live, signal);
  await tell(result, samplesOf(data, options), options, say);
  if (out === undefined) return;
  const call = { command: 'path', words, live };
  await trainChosen(out, options, result.results, call, signal, world);
}

async function search(
  { fixed, folds, json, lambdas, oneStandardError, quiet, refit }: PathOptions,
  backend: Backend,
  data: RunData,
  live: LivePage | null,
  signal: AbortSignal,
): Promise<LambdaPathResult> {
  const { training, validation, test } = data;
  const followed = followSearch(live, ['lambda']);
  followed.data(data);
  const progress = pathProgress(quiet || json);
  const path = lambdaPath(folds === undefined ? { training, validation } : training, {
    ...fixed,
    ...{ backend, enough: followed.enough, refit, signal, test },
    ...(lambdas !== undefined && { lambdas }),
    ...(folds !== undefined && { folds }),
    rule: oneStandardError ? 'one-standard-error' : 'best',
    onProgress: (now) => {
      progress.show(now);
      followed.path(now);
    },
  });
  try {
    for await (const trial of path) {
      progress.found(trial);
      followed.trial(trial);
    }
    return await path;
  } finally {
    progress.stop();
  }
}

/** The number of samples that the chosen classifier was fitted to. */
function samplesOf({ training, validation }: RunData, { refit }: PathOptions): number {
  return training.samples + (refit ? validation.samples : 0);
}

/** Prints the best trials, the chosen one and its test accuracy, and saves its classifier. */
async function tell(
  result: LambdaPathResult,
  samples: number,
  { json, save }: PathOptions,
  say: Say,
): Promise<void> {
  const { best, certificate, classifier, results, test } = result;
  if (json) {
    const { lambda } = wholeSettings(best.settings);
    printJson({
      search: results,
      settings: best.settings,
      elsewhere: otherDecays(lambda, samples),
      certificate,
      test: test && { loss: test.loss, accuracy: test.accuracy },
    });
  } else print(searchTable(results));
  say(`\n${searchSentence(results)}`);
  say(chosenLine(result, samples), { hang: 10 });
  if (certificate?.isReached === false) note(certificateWords(certificate));
  else if (certificate) say(`optimum   ${certificateWords(certificate)}`, { hang: 10 });
  say(`Its test accuracy, looked at once: ${percent(Number(test?.accuracy))}.`);
  if (save === undefined) return;
  await classifier.save(save);
  say(`saved     ${printable(save)}`);
}

export const command: LoadedCommand = { run: pathCommand, program: pathProgram };
