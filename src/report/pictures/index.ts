import { setImmediate } from 'node:timers/promises';
import type { ImageShape } from '../../data';
import type { ReportedRun } from '../results/results';
import type { SavedRun } from '../storage/saved-run';
import { epochPictures, type EpochPictures } from './epoch-pictures';
import type { PictureUrls } from './picture';
import { templatePictures, type Templates } from './templates';

export type { EpochPictures } from './epoch-pictures';
export { patchPictures, type PatchPictures, type SpeakingPatch } from './patches';
export { PictureUrls } from './picture';

/** Pictures that are encoded in a turn of the event loop. */
const PER_TURN = 10;

/** The pictures of a run, as `data:` URLs. */
export interface RunPictures {
  readonly templates: Templates;
  /** The weights over the epochs; the last ones are those that the run kept, and always there. */
  readonly overEpochs: readonly EpochPictures[];
  /** The example images by class: hits and mistakes, in the analysis's order. */
  readonly examples: readonly {
    readonly hits: readonly string[];
    readonly mistakes: readonly string[];
  }[];
}

export async function runPictures(
  { weights, examples, snapshots }: SavedRun,
  { analysis, bestEpoch, history }: ReportedRun,
  shape: ImageShape,
  urls: PictureUrls,
): Promise<RunPictures> {
  const perClass = analysis?.examples ?? [];
  const size = shape.width * shape.height * shape.channels;
  const drawn: string[] = [];
  for (let at = 0; at < examples.length; at += size) {
    drawn.push(urls.of(examples.subarray(at, at + size), shape));
    // A picture takes up to a millisecond; the event loop is to turn in between.
    if (drawn.length % PER_TURN === 0) await setImmediate();
  }
  const kept = { epoch: bestEpoch ?? history.length, weights };
  const overEpochs = snapshots.length > 0 ? snapshots : [kept];
  let next = 0;
  const take = (count: number): string[] => drawn.slice(next, (next += count));
  return {
    templates: templatePictures(weights, perClass.length, shape, urls),
    overEpochs: epochPictures(overEpochs, perClass.length, shape, urls),
    examples: perClass.map(({ hits, mistakes }) => ({
      hits: take(hits.length),
      mistakes: take(mistakes.length),
    })),
  };
}
