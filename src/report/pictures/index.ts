import type { ImageShape } from '../../data';
import type { ReportedRun } from '../results/results';
import type { SavedRun } from '../storage/saved-run';
import { epochPictures, type EpochPictures } from './epoch-pictures';
import type { PictureUrls } from './picture';
import { templatePictures, type Templates } from './templates';

export type { EpochPictures } from './epoch-pictures';
export { examplePictures, type ExamplePictures } from './examples';
export { patchPictures, type PatchPictures, type SpeakingPatch } from './patches';
export { PictureUrls } from './picture';

/** The pictures of a run, as `data:` URLs. */
export interface RunPictures {
  readonly templates: Templates;
  /** The weights over the epochs; the last ones are those that the run kept, and always there. */
  readonly overEpochs: readonly EpochPictures[];
}

export function runPictures(
  { weights, snapshots }: SavedRun,
  { bestEpoch, history }: ReportedRun,
  classes: number,
  shape: ImageShape,
  urls: PictureUrls,
): RunPictures {
  const kept = { epoch: bestEpoch ?? history.length, weights };
  const overEpochs = snapshots.length > 0 ? snapshots : [kept];
  return {
    templates: templatePictures(weights, classes, shape, urls),
    overEpochs: epochPictures(overEpochs, classes, shape, urls),
  };
}
