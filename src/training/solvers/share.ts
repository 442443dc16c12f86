import { shareOf, type Share } from '../../cluster';
import { PartOfSamples, rowsIn, type Batch, type RowSource, type Samples } from '../../data';

/** Returns a process's share of a mini-batch: a consecutive slice of its rows. */
export function shareOfBatch(batch: Batch, share: Share): Batch {
  const own = shareOf(share, 0, rowsIn(batch));
  let before = 0;
  return batch.flatMap((part) => {
    const first = Math.max(own.first - before, 0);
    const end = Math.min(own.first + own.count - before, part.count);
    before += part.count;
    return first < end ? [{ ...part, first: part.first + first, count: end - first }] : [];
  });
}

/** Returns a process's share of the rows of each block. */
export function shareOfRows(source: RowSource, share: Share): RowSource {
  if (share.size === 1) return source;
  const own = source.blocks.map(({ rows }) => shareOf(share, 0, rows));
  if (source.partsOf) return source.partsOf(own.map(({ first, count: rows }) => ({ first, rows })));
  const known = new WeakMap<Samples, Samples>();
  const partOf = (samples: Samples, index: number): Samples => {
    const part =
      known.get(samples) ?? new PartOfSamples(samples, own[index].first, own[index].count);
    known.set(samples, part);
    return part;
  };
  return {
    rows: own.reduce((sum, { count }) => sum + count, 0),
    features: source.features,
    isStored: source.isStored,
    blocks: own.map(({ first, count }, index) => {
      const { labels, weights } = source.blocks[index];
      const end = first + count;
      return {
        rows: count,
        labels: labels.subarray(first, end),
        weights: weights?.subarray(first, end) ?? null,
      };
    }),
    block: (index, ahead) => {
      const block = source.block(index, ahead);
      return block instanceof Promise
        ? block.then((samples) => partOf(samples, index))
        : partOf(block, index);
    },
  };
}
