import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { OnelayerError } from '../errors';
import { notWritable } from '../files';
import type { TrainOptions } from './train/train-options';

/** Throws, before anything else is looked for, if there is nothing where the option `--data` points. */
export function assertDataExist(data: string | undefined): void {
  if (data === undefined || existsSync(data)) return;
  throw new OnelayerError('DATA_UNAVAILABLE', `--data: ${data} does not exist`);
}

/** Throws, before hours of work, unless all outputs that the options name can be written. */
export function prepareOutputs({
  out,
  results,
  keptIn,
  save,
}: Partial<Pick<TrainOptions, 'out' | 'results' | 'keptIn' | 'save'>>): void {
  if (out !== undefined) assertCanBeMade(out);
  if (results !== undefined) assertFileCanBeWritten(results);
  if (save !== undefined) assertFileCanBeWritten(save);
  if (keptIn !== undefined) assertFileCanBeWritten(keptIn.file);
}

function assertFileCanBeWritten(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new OnelayerError('NOT_WRITABLE', `${file} can't be written: it is a folder`);
  }
  assertWritable(path.dirname(path.resolve(file)));
}

/** Throws unless a folder can be created, which is done once there is something to put into it. */
function assertCanBeMade(folder: string): void {
  let isFolder: boolean | undefined;
  try {
    isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  } catch (error) {
    throw notWritable(folder, error);
  }
  if (isFolder === undefined) assertCanBeMade(path.dirname(path.resolve(folder)));
  else if (isFolder) assertWritable(folder);
  else throw new OnelayerError('NOT_WRITABLE', `${folder} can't be written: it is a file`);
}

function assertWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw notWritable(folder, error);
  }
}
