/**
 * Cuts an order of samples into mini-batches: consecutive slices of `size`, the last one smaller
 * when `size` does not divide the number of samples.
 *
 * @param from  the index of the first mini-batch
 */
export function* miniBatches(order: Uint32Array, size: number, from = 0): Generator<Uint32Array> {
  for (let first = from * size; first < order.length; first += size) {
    yield order.subarray(first, first + size);
  }
}
