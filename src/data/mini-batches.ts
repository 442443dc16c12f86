/** The samples 0 … n − 1 in their own order. */
export function inOrder(samples: number): Uint32Array {
  return Uint32Array.from({ length: samples }, (_, i) => i);
}

/**
 * Cuts an order of samples into mini-batches: consecutive slices of `size`, the last one smaller
 * when `size` does not divide the number of samples.
 */
export function* miniBatches(order: Uint32Array, size: number): Generator<Uint32Array> {
  for (let first = 0; first < order.length; first += size) {
    yield order.subarray(first, first + size);
  }
}
