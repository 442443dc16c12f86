import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { saveModel } from '../../exchange';
import type { FitResult } from '../../library';
import {
  analyseTest,
  makeFolder,
  makeReport,
  makingOf,
  savePatches,
  saveRun,
  writeResults,
  type DataReport,
} from '../../report';
import { calledAs } from '../how-to-call';
import type { FitOptions } from './fit-options';
import { fitResults, isTested, type Tested } from './fit-results';

/** A file that was written. */
export interface Written {
  readonly what: 'saved' | 'results' | 'report';
  readonly file: string;
}

/** The names of files in the folder of a fit. */
const MODEL = 'model.safetensors';
const PICTURES = 'pictures';

/**
 * Writes what the options ask for: the classifier, results, and the report.
 *
 * @param words  of the command line
 */
export async function writeFit(
  result: FitResult,
  options: FitOptions,
  words: readonly string[],
  signal: AbortSignal,
): Promise<Written[]> {
  const { out, save } = options;
  const { model } = result.classifier;
  const written: Written[] = [];
  if (save !== undefined) {
    await saveModel(save, model);
    written.push({ what: 'saved', file: save });
  }
  if (out === undefined) return written;
  signal.throwIfAborted();
  const file = path.join(makeFolder(out), MODEL);
  await saveModel(file, model);
  if (save === undefined) written.push({ what: 'saved', file });
  if (!isTested(result)) return written;
  signal.throwIfAborted();
  return [...written, ...(await writeReport(result, { ...options, out }, words, signal))];
}

async function writeReport(
  result: Tested,
  { data, out, report }: FitOptions & { readonly out: string },
  words: readonly string[],
  signal: AbortSignal,
): Promise<Written[]> {
  const folder = await savePictures(result, out);
  const made = makingOf(calledAs('fit', words), words);
  const results = path.join(out, 'results.json');
  writeResults(results, fitResults(result, await dataReport(data), made, folder));
  const written: Written[] = [{ what: 'results', file: results }];
  if (!report) return written;
  signal.throwIfAborted();
  const page = await makeReport({ files: [results], folder: out });
  return [...written, { what: 'report', file: page }];
}

/** Saves what the report's pictures are made of. Returns the folder's name; null of other samples. */
async function savePictures(
  { classifier, test: { predictions }, testSet }: Tested,
  out: string,
): Promise<string | null> {
  const { model } = classifier;
  const { image, patches } = model;
  if (patches === null && (image === null || !classifier.bytes)) return null;
  const analysis = analyseTest({ predictions }, model.parameters);
  const folder = path.join(out, PICTURES);
  await saveRun(folder, model, testSet, analysis);
  if (patches !== null) await savePatches(folder, patches);
  return PICTURES;
}

/** Which data a fit used: of a file, with its MD5 sum. */
async function dataReport(data: string): Promise<DataReport> {
  const isFile = statSync(data, { throwIfNoEntry: false })?.isFile() ?? false;
  if (!isFile) return { source: data === '-' ? 'standard input' : data, files: [] };
  const hash = createHash('md5');
  await pipeline(createReadStream(data), hash);
  return {
    source: path.dirname(path.resolve(data)),
    files: [{ name: path.basename(data), md5: hash.digest('hex') }],
  };
}
