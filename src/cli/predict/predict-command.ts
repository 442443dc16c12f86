import path from 'node:path';
import { note, print } from '../terminal/say';
import { isUnicodeLocale } from '../terminal/unicode';
import {
  batchesOf,
  STANDARD_INPUT,
  type ImageShape,
  type RowBatch,
  type RowOptions,
} from '../../data';
import { argumentError, printable } from '../../errors';
import { jsonText, storeWhole } from '../../files';
import { HEADER } from '../inputs/input-options';
import { tableBatchesOf } from '../inputs/table-batches';
import { LinearClassifier, type Candidate, type Sample } from '../../library';
import { count } from '../../report/text/format';
import { prepareOutputs } from '../prepare-outputs';
import { printJson } from '../print-json';
import { noteFallback } from '../say-backend';
import { explanationLine, explanationText } from './explanation-text';
import { PredictionTable } from './prediction-table';
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
  const inputs = named.length > 0 ? named : [STANDARD_INPUT];
  const { out } = options;
  if (out !== undefined && options.explain) {
    program.error("error: '--explain' prints, and '--out' writes to a file: give one of them");
  }
  if (out !== undefined) assertOut(out, [model, ...inputs]);
  // Of more classes than there are, all are shown, as topK does.
  const top = Math.min(options.top ?? (out === undefined ? MANY : 1), K);
  const batches = answersOf(inputs, {
    ...options,
    classifier,
    top,
    header: HEADER[options.header],
    note: options.quiet ? () => undefined : note,
    signal,
  });
  if (out !== undefined) return writeTable(out, model, batches, { ...options, top }, signal);
  const predictions = predictionsOf(batches, options.explain ? classifier : null);
  if (!options.json) return printText(predictions, classifier.image, options);
  for await (const prediction of predictions) console.log(jsonText(predictionRecord(prediction)));
}

interface PredictionOptions extends Omit<RowOptions, 'classifier'> {
  readonly classifier: LinearClassifier;
  /** k, the number of classes to return for each sample. */
  readonly top: number;
  /** The file that predictions are written to, if any. */
  readonly out?: string | undefined;
}

/** Samples, and the best classes of each. */
interface Answers {
  readonly batch: SampleBatch;
  readonly best: readonly (readonly Candidate[])[];
}

/** Predicts the k best classes of each sample of the inputs, in order. */
async function* answersOf(
  inputs: readonly string[],
  options: PredictionOptions,
): AsyncGenerator<Answers, void, void> {
  const { classifier, top, signal } = options;
  for (const input of inputs) {
    for await (const batch of samplesOf(input, options)) {
      signal.throwIfAborted();
      yield { batch, best: classifier.topK(await classifier.encoded(batch, signal), top) };
    }
  }
}

/** Samples that come together, and each by itself, as the classifier takes it. */
interface SampleBatch extends RowBatch {
  sample(i: number): Sample;
}

async function* samplesOf(input: string, options: PredictionOptions): AsyncGenerator<SampleBatch> {
  const { preparation } = options.classifier;
  if (preparation !== null) {
    yield* tableBatchesOf(input, preparation, options, options.out !== undefined);
    return;
  }
  for await (const batch of batchesOf(input, options)) {
    const { X, features } = batch;
    yield { ...batch, sample: (i) => X.subarray(i * features, (i + 1) * features) };
  }
}

async function* predictionsOf(
  batches: AsyncIterable<Answers>,
  explaining: LinearClassifier | null,
): AsyncGenerator<Prediction, void, void> {
  for await (const { batch, best } of batches) {
    const { where, first } = batch;
    for (const [i, top] of best.entries()) {
      const explanation = explaining?.explain(batch.sample(i), top[0].label);
      yield { input: where, sample: first === null ? null : first + i, top, explanation };
    }
  }
}

/** Throws unless predictions can be written there, before anything is computed. */
function assertOut(out: string, others: readonly string[]): void {
  if (path.extname(out).toLowerCase() !== '.csv') {
    throw argumentError(RangeError, '--out', 'a name that ends in .csv', out);
  }
  if (others.some((other) => path.resolve(other) === path.resolve(out))) {
    throw argumentError(RangeError, '--out', 'another file than the model and the inputs', out);
  }
  prepareOutputs({ save: out });
}

/** Writes all predictions, whole or not at all. */
async function writeTable(
  file: string,
  model: string,
  batches: AsyncIterable<Answers>,
  { json, quiet, top = 1 }: PredictOptions,
  signal: AbortSignal,
): Promise<void> {
  const table = new PredictionTable(top);
  for await (const { batch, best } of batches) table.add(batch, best);
  await storeWhole(file, table.parts, signal);
  const { samples } = table;
  if (json) printJson({ model, file, samples });
  else if (!quiet) print(`written    ${printable(file)}, ${count(samples, 'sample')}`);
}

async function printText(
  predictions: AsyncIterable<Prediction>,
  image: ImageShape | null,
  { top = 1 }: PredictOptions,
): Promise<void> {
  let first: Prediction | null = null;
  let isSeveral = false;
  const printLine = (prediction: Prediction): void => {
    console.log(lineText({ ...prediction, top: prediction.top.slice(0, top) }));
    if (prediction.explanation) console.log(explanationLine(prediction.explanation, image));
  };
  for await (const prediction of predictions) {
    if (first === null) {
      first = prediction;
      continue;
    }
    if (!isSeveral) printLine(first);
    isSeveral = true;
    printLine(prediction);
  }
  if (first === null || isSeveral) return;
  const isUnicode = isUnicodeLocale(process.env);
  console.log(barsText(first, isUnicode));
  if (first.explanation) console.log(`\n${explanationText(first.explanation, image, isUnicode)}`);
}

export const command: LoadedCommand = { run: predictCommand, program: predictProgram };
