import type { Cifar10World } from '../../data';
import { chosenData } from '../inputs/chosen-data';
import { LinearClassifier } from '../../library';
import { printJson } from '../print-json';
import { noteFallback } from '../say-backend';
import { evaluateProgram } from './evaluate-options';
import { evaluationRecord } from './evaluation-record';
import { evaluationBanner, evaluationText } from './evaluation-text';
import type { LoadedCommand } from '../onelayer/loaded-command';

/**
 * Evaluates a classifier on labelled samples, by default CIFAR-10's test images.
 *
 * @param world  tests have a small one of their own
 */
export async function evaluateCommand(
  argv: readonly string[],
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const program = evaluateProgram().parse(argv);
  const [model, file] = program.processedArgs;
  const options = program.opts();
  const { backend, threads, json, quiet } = options;
  const classifier = await LinearClassifier.load(model, { backend, threads });
  if (quiet || json) noteFallback(backend, classifier.backend);
  const { set, source } = await chosenData(file, 'test_batch', options, classifier, signal, world);
  const evaluation = await classifier.evaluate(set, signal);
  const record = evaluationRecord(model, source, classifier, set, evaluation);
  if (json) {
    printJson(record);
    return;
  }
  if (!quiet) console.log(evaluationBanner(record));
  console.log(evaluationText(record));
}

export const command: LoadedCommand = { run: evaluateCommand, program: evaluateProgram };
