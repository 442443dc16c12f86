import { printable } from '../../errors';
import { fit, type FitResult, type Understood } from '../../library';
import { duration, makingOf } from '../../report';
import { shellWord } from '../../report/text/shell-word';
import { backendOf } from '../backend-options';
import { calledAs, howToCall } from '../how-to-call';
import { followSearch } from '../live/follow-search';
import { withLivePage, type LivePage, type ShownCall } from '../live/live-page';
import type { LoadedCommand } from '../onelayer/loaded-command';
import { refuseSeveral } from '../refuse-several';
import { prepareOutputs } from '../prepare-outputs';
import { printJson } from '../print-json';
import { descentProgress } from '../progress/descent-progress';
import { encodingProgress } from '../progress/encoding-progress';
import { pathProgress } from '../progress/path-progress';
import { readingProgress } from '../progress/reading-progress';
import { namedByFlags } from '../runs/named-by-flags';
import { describeBackend, noteFallback } from '../say-backend';
import { note, print, sayFor, type Say } from '../terminal/say';
import { withoutImpossibleReport } from '../train/report-packages';
import { fitRecord } from './fit-record';
import {
  FIT_FLAGS,
  fitProgram,
  libraryOptions,
  readFitOptions,
  type FitOptions,
} from './fit-options';
import { accuracyLine, chosenLines, classesTable, planWords, understoodText } from './fit-output';
import { writeFit } from './write-fit';

/** Makes a classifier of labelled data, and prints how good it is. */
export async function fitCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  refuseSeveral('fit');
  const given = readFitOptions(argv);
  prepareOutputs(given);
  const options =
    given.out === undefined ? given : withoutImpossibleReport({ ...given, out: given.out });
  const words = argv.slice(2);
  const { command } = makingOf(calledAs('fit', words), words);
  await withLivePage(options, command, signal, (live) =>
    fitAndWrite(options, { words, live }, signal),
  );
}

async function fitAndWrite(
  options: FitOptions,
  { words, live }: ShownCall,
  signal: AbortSignal,
): Promise<void> {
  const { json, quiet } = options;
  const say = sayFor(options);
  const backend = backendOf(options);
  if (quiet || json) noteFallback(options.backend, backend.report);
  await live?.announce(say);
  const onUnderstood = (understood: Understood): void => {
    say(understoodText(understood), { hang: 10 });
    say(`training  ${planWords(understood.plan)}`, { hang: 10 });
    say(`backend   ${describeBackend(backend.report)}\n`, { hang: 10 });
  };
  const result = await namedByFlags(FIT_FLAGS, () =>
    search(options, backend, live, signal, onUnderstood),
  );
  tell(result, options, say);
  if (options.out !== undefined) live?.recorder.writing();
  const files = await writeFit(result, options, words, signal);
  if (live !== null) live.report = files.find(({ what }) => what === 'report')?.file ?? null;
  for (const { what, file } of files) say(`${what.padEnd(10)}${printable(file)}`);
  const model = files.find(({ what }) => what === 'saved')?.file;
  if (model === undefined) return;
  const ending = [model, options.data].map(shellWord).join(' ');
  say(`predict   ${howToCall('predict')} ${ending}`);
}

async function search(
  options: FitOptions,
  backend: ReturnType<typeof backendOf>,
  live: LivePage | null,
  signal: AbortSignal,
  onUnderstood: (understood: Understood) => void,
): Promise<FitResult> {
  const isQuiet = options.quiet || options.json;
  const until = performance.now() + 1000 * (options.seconds ?? Infinity);
  const [reading, progress] = [readingProgress(isQuiet), pathProgress(isQuiet, until)];
  const [encoding, descent] = [encodingProgress(isQuiet), descentProgress(isQuiet, until)];
  const followed = followSearch(live, ['lambda']);
  const course = fit(options.data, {
    ...libraryOptions(options),
    ...{ backend, signal, enough: followed.enough },
    onReading: (now) => reading.show(now),
    onUnderstood: (understood) => {
      reading.stop();
      followed.understood(understood);
      onUnderstood(understood);
    },
    onEncoding: ({ done, total }) => {
      reading.stop();
      descent.stop();
      encoding.show(done, total);
    },
    onProgress: (now) => {
      reading.stop();
      encoding.stop();
      if (now.solver === 'lbfgs') {
        progress.show(now);
        followed.path(now);
        return;
      }
      descent.show(now);
      followed.descent(now);
    },
  });
  try {
    for await (const trial of course) {
      progress.found(trial);
      followed.trial(trial);
    }
    return await course;
  } finally {
    reading.stop();
    encoding.stop();
    progress.stop();
    descent.stop();
  }
}

/** Prints how good the classifier is, and which λ it has. */
function tell(result: FitResult, { json }: FitOptions, say: Say): void {
  const { samples, seconds, test } = result;
  if (json) {
    printJson(fitRecord(result));
    return;
  }
  if (test === null) note('nothing was tested: how good the classifier is, other data tell');
  else {
    print(accuracyLine(test), { hang: 10 });
    print(classesTable(test));
  }
  for (const line of chosenLines(result, samples)) say(line, { hang: 10 });
  say(`time      ${duration(seconds.all)}`);
}

export const command: LoadedCommand = { run: fitCommand, program: fitProgram };
