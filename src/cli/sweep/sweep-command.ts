import path from 'node:path';
import { backendOf } from '../backend-options';
import type { Backend } from '../../backend';
import type { Cifar10World } from '../../data';
import { printable } from '../../errors';
import { sweep, type SweepResult } from '../../library';
import { makeFolder, makingOf, percent, searchSentence, searchTable } from '../../report';
import { variedIn } from '../../search';
import { calledAs } from '../how-to-call';
import { followSearch } from '../live/follow-search';
import { withLivePage, type LivePage, type ShownCall } from '../live/live-page';
import type { LoadedCommand } from '../onelayer/loaded-command';
import { assertDataExist, prepareOutputs } from '../prepare-outputs';
import { printJson } from '../print-json';
import { sweepProgress } from '../progress/sweep-progress';
import { loadRunData } from '../runs/load-run-data';
import type { RunData } from '../runs/run-data';
import { noteFallback } from '../say-backend';
import { note, print, sayFor, type Say } from '../terminal/say';
import { trainChosen } from '../train/train-chosen';
import { readSweepOptions, sweepProgram, type SweepOptions } from './sweep-options';
import { edgeWarnings, goingOnCommand, sweepBanner } from './sweep-output';
import { watchSweep } from './watch-sweep';

/**
 * Searches for the best settings on CIFAR-10, and prints the best trials.
 *
 * @param world  the files of CIFAR-10; tests have small ones
 */
export async function sweepCommand(
  argv: readonly string[],
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const options = readSweepOptions(argv);
  const { out, save, watch } = options;
  if (watch !== undefined) return watchSweep(watch, options, signal);
  prepareOutputs({ out, save });
  assertDataExist(options.data);
  const words = argv.slice(2);
  const { command } = makingOf(calledAs('sweep', words), words);
  const folder = { ...options, out: out ?? path.dirname(options.journal) };
  await withLivePage(folder, command, signal, (live) =>
    sweepAndTrain(options, { words, live }, signal, world),
  );
}

async function sweepAndTrain(
  options: SweepOptions,
  { words, live }: ShownCall,
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const { json, out, quiet } = options;
  const say = sayFor(options);
  const backend = backendOf(options);
  if (quiet || json) noteFallback(options.backend, backend.report);
  const { report, data } = await loadRunData(options, quiet || json, signal, world);
  say(`${sweepBanner(backend.report, report, options)}\n`);
  await live?.announce(say);
  const result = await search(options, backend, data, live, signal).catch((error: unknown) => {
    if (signal.aborted) sayHowToGoOn(words, options, say);
    throw error;
  });
  await tell(result, options, say);
  if (result.results.isCut) sayHowToGoOn(words, options, say);
  if (out === undefined) return;
  const call = { command: 'sweep', words, live };
  await trainChosen(out, options, result.results, call, signal, world);
}

async function search(
  { draws, fixed, folds, halving, journal, json, quiet, space }: SweepOptions,
  backend: Backend,
  data: RunData,
  live: LivePage | null,
  signal: AbortSignal,
): Promise<SweepResult> {
  const { training, validation, test } = data;
  makeFolder(path.dirname(journal));
  const progress = sweepProgress(variedIn(space), quiet || json);
  const followed = followSearch(live, variedIn(space));
  followed.data(data);
  try {
    const course = sweep(folds === undefined ? { training, validation } : training, {
      ...fixed,
      ...{ space, journal, backend, enough: followed.enough, signal, test },
      ...(draws !== undefined && { draws }),
      ...(folds !== undefined && { folds }),
      ...(halving && { halving }),
      onProgress: (now) => {
        progress.show(now);
        followed.sweep(now);
      },
    });
    for await (const trial of course) followed.trial(trial);
    return await course;
  } finally {
    progress.stop();
  }
}

/** Prints the best trials and the test accuracy of the chosen one, and saves its classifier. */
async function tell(
  { best, classifier, results, test }: SweepResult,
  { journal, json, save }: SweepOptions,
  say: Say,
): Promise<void> {
  if (json) {
    const tested = test && { loss: test.loss, accuracy: test.accuracy };
    printJson({ journal, search: results, settings: best.settings, test: tested });
  } else print(searchTable(results));
  say(`\n${searchSentence(results)}`);
  say(`Its test accuracy, looked at once: ${percent(Number(test?.accuracy))}.`);
  for (const warning of results.isCut ? [] : edgeWarnings(results)) note(warning);
  if (save === undefined) return;
  await classifier.save(save);
  say(`saved     ${printable(save)}`);
}

function sayHowToGoOn(words: readonly string[], { journal }: SweepOptions, say: Say): void {
  say(`\nkept in ${printable(journal)}; to go on with it:`);
  // Unbroken, to be copied from a narrow terminal too.
  say(printable(goingOnCommand(words, journal)), { asIs: true });
}

export const command: LoadedCommand = { run: sweepCommand, program: sweepProgram };
