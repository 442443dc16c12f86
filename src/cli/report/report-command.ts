import { printable } from '../../errors';
import { Option } from '@commander-js/extra-typings';
import { InvalidArgumentError } from 'commander';
import path from 'node:path';
import { endAtOnce } from '../run-command';
import { newProgram, type HelpEnd } from '../program/new-program';
import { note, print } from '../terminal/say';
import { duration, FIGURE_FORMATS, makeReport, REPORT_FORMATS } from '../../report';
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
      `${CALL} results.json --format pdf --title "Assignment 1" --author "Ada Lovelace"`,
      'a document to hand in',
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
    .addOption(
      new Option(
        '--format <name>',
        'html: the interactive page; pdf: a document to hand in; markdown, latex: one to go on writing in',
      )
        .choices(REPORT_FORMATS)
        .default('html' as const),
    )
    .addOption(
      new Option(
        '--figures <format>',
        "a document's figures: of pdf and latex pdf (default) or png, of markdown png (default) or svg",
      ).choices(FIGURE_FORMATS),
    )
    .option('--title <text>', 'its title (default: that of the classifier)', oneText)
    .option('--author <text>', 'who it is by (default: nobody)', oneText)
    .option(
      '--json',
      'print the paths of the report and of all files written as JSON, and nothing else',
      false,
    )
    .option('--quiet', 'print only notices and errors', false);
}

export async function reportCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  endAtOnce(signal);
  const program = reportProgram().parse(argv);
  const [files] = program.processedArgs;
  const { out, json, quiet, ...options } = program.opts();
  const folder = out ?? (files.length === 1 ? path.dirname(files[0]) : newRunFolder());
  prepareOutputs({ out: folder });
  const start = performance.now();
  const written: string[] = [];
  const onFile = (file: string): unknown => written.push(file);
  const page = await makeReport({ files, folder, ...options, onFile, onNotice: note });
  if (json) printJson({ page, folder, files: written.toSorted() });
  else if (!quiet)
    print(`report    ${printable(page)} (${duration((performance.now() - start) / 1000)})`);
}

export const command: LoadedCommand = { run: reportCommand, program: reportProgram };
