import path from 'node:path';
import { show } from '../errors';
import { MODEL_ENDINGS } from '../exchange';

interface Refusing {
  error(message: string): never;
}

/** Refuses a name of a model's file whose ending names no format, before any work. */
export function assertModelEnding(program: Refusing, file: string, option = 'out'): void {
  if (MODEL_ENDINGS.includes(path.extname(file).toLowerCase())) return;
  const endings = '.safetensors, .onnx, .json or .csv';
  program.error(`error: ${option}: expected a name that ends in ${endings}, got ${show(file)}`);
}
