import { note } from '../terminal/say';
import { isUnicodeLocale } from '../terminal/unicode';
import { batchesOf, STANDARD_INPUT, type RowOptions } from '../../data';
import { jsonText } from '../../files';
import { HEADER } from '../inputs/input-options';
import { LinearClassifier } from '../../library';
import { noteFallback } from '../say-backend';
import { predictProgram, type PredictOptions } from './predict-options';
import { barsText, lineText, predictionRecord, type Prediction } from './prediction-text';
import type { LoadedCommand } from '../onelayer/loaded-command';

/** The number of classes shown by default where there is room. */
const MANY = 10;

/** Classifies the inputs, and prints bars for one sample or a line for each of several. */
export async function predictCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const program = predictProgram().parse(argv);
  const [model, named] = program.processedArgs;
  const options = program.opts();
  if (named.length === 0 && process.stdin.isTTY) {
    program.error('error: expected files to classify, or data on standard input');
  }
  const { backend, threads } = options;
  const classifier = await LinearClassifier.load(model, { backend, threads });
  noteFallback(backend, classifier.backend);
  const K = classifier.classes.length;
  const predictions = predictionsOf(named.length > 0 ? named : [STANDARD_INPUT], {
    ...options,
    classifier,
    // Of more classes than there are, all are shown, as topK does.
    top: Math.min(options.top ?? MANY, K),
    header: HEADER[options.header],
    note: options.quiet ? () => undefined : note,
    signal,
  });
  if (!options.json) return printText(predictions, options);
  for await (const prediction of predictions) console.log(jsonText(predictionRecord(prediction)));
}

interface PredictionOptions extends Omit<RowOptions, 'classifier'> {
  readonly classifier: LinearClassifier;
  /** k, the number of classes to return for each sample. */
  readonly top: number;
}

/** Predicts the k best classes of each sample of the inputs, in order. */
async function* predictionsOf(
  inputs: readonly string[],
  options: PredictionOptions,
): AsyncGenerator<Prediction, void, void> {
  const { classifier, top, signal } = options;
  for (const input of inputs) {
    for await (const batch of batchesOf(input, options)) {
      signal.throwIfAborted();
      const { where, first } = batch;
      for (const [i, best] of classifier.topK(batch, top).entries()) {
        yield { input: where, sample: first === null ? null : first + i, top: best };
      }
    }
  }
}

async function printText(
  predictions: AsyncIterable<Prediction>,
  { top = 1 }: PredictOptions,
): Promise<void> {
  let first: Prediction | null = null;
  let isSeveral = false;
  const printLine = (prediction: Prediction): void =>
    console.log(lineText({ ...prediction, top: prediction.top.slice(0, top) }));
  for await (const prediction of predictions) {
    if (first === null) {
      first = prediction;
      continue;
    }
    if (!isSeveral) printLine(first);
    isSeveral = true;
    printLine(prediction);
  }
  if (first !== null && !isSeveral) console.log(barsText(first, isUnicodeLocale(process.env)));
}

export const command: LoadedCommand = { run: predictCommand, program: predictProgram };
