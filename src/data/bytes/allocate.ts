import { totalmem } from 'node:os';
import { invalid } from './faults';

interface NumberArray<Kind> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): Kind;
}

/** Allocates an array for a file's numbers. @throws OnelayerError if they exceed the memory */
export function allocateFor<Kind>(
  where: string,
  NumberArray: NumberArray<Kind>,
  length: number,
): Kind {
  const bytes = length * NumberArray.BYTES_PER_ELEMENT;
  const refusal = (cause?: unknown): Error =>
    invalid(where, `its ${length} numbers take ${bytes} bytes, more than there is memory`, cause);
  if (!(bytes <= totalmem())) throw refusal();
  try {
    return new NumberArray(length);
  } catch (error) {
    throw refusal(error);
  }
}
