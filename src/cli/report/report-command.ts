import { printable } from '../../errors';
import { InvalidArgumentError } from 'commander';
import path from 'node:path';
import { endAtOnce } from '../run-command';
import { newProgram, type HelpEnd } from '../program/new-program';
import { note, print } from '../terminal/say';
import { duration, makeReport } from '../../report';
import { howToCall } from '../how-to-call';
import { printJson } from '../print-json';
import { newRunFolder } from '../runs/run-folder';
import { prepareOutputs } from '../prepare-outputs';
import type { LoadedCommand } from '../onelayer/loaded-command';

const CALL = howToCall('report');

const END: HelpEnd = {
  examples: [
    [`${CALL} runs/2026-11-23-141503/results.json`, 'the report again, where its results are'],
    [
      `${CALL} seed-42/results.json seed-7/results.json --out comparison`,
      'several trainings side by side',
    ],
    [
      `${CALL} results.json gradient-check.json`,
      `with the figures of ${howToCall('check-gradients')} instead of the training's own`,
    ],
  ],
};

function oneText(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('Expected a text that is not empty.');
}

function reportProgram() {
  return newProgram(CALL, END)
    .description('Makes the report of finished runs, without training again.')
    .argument('<results...>', 'results files of trainings, and of gradient checks')
    .option(
      '--out <folder>',
      'write it there (default: where the results are; of several, a new folder in runs/)',
    )
    .option('--title <text>', 'its title (default: that of the classifier)', oneText)
    .option('--author <text>', 'who it is by (default: nobody)', oneText)
    .option('--json', 'print the path of the report as JSON, and nothing else', false)
    .option('--quiet', 'print only notices and errors', false);
}

export async function reportCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  endAtOnce(signal);
  const program = reportProgram().parse(argv);
  const [files] = program.processedArgs;
  const { out, json, quiet, title, author } = program.opts();
  const folder = out ?? (files.length === 1 ? path.dirname(files[0]) : newRunFolder());
  prepareOutputs({ out: folder });
  const start = performance.now();
  const page = await makeReport({ files, folder, title, author, onNotice: note });
  if (json) printJson({ page, folder });
  else if (!quiet)
    print(`report    ${printable(page)} (${duration((performance.now() - start) / 1000)})`);
}

export const command: LoadedCommand = { run: reportCommand, program: reportProgram };
