/**
 * Cuts an order of samples into mini-batches: consecutive slices of `size`, the last one smaller
 * when `size` does not divide the number of samples.
 */
export function* miniBatches(order: Uint32Array, size: number): Generator<Uint32Array> {
  for (let first = 0; first < order.length; first += size) {
    yield order.subarray(first, first + size);
  }
}
