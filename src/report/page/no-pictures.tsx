import type { PageRun } from './content';

/** Says why a run has no pictures of its weights and examples. */
type Pictured = Pick<PageRun, 'run' | 'image' | 'isOnPatches'> & Partial<Pick<PageRun, 'patches'>>;

export function NoPictures(run: Pictured) {
  return <p class="note">{whyNoPictures(run)}</p>;
}

function whyNoPictures({
  run: { analysis, folder },
  image,
  isOnPatches,
  patches = null,
}: Pictured) {
  if (analysis === null) return 'This run was stopped before it was tested: it has no pictures.';
  if (patches !== null) return 'Its weights are of patches, not of pixels: see Patches below.';
  if (isOnPatches)
    return 'No patches and images stand beside the results file: there are no pictures.';
  if (image === null) return 'The samples are no images: there are no pictures.';
  if (folder === null) return 'No weights and images were saved with this run.';
  return `The weights and images that were saved with this run, in the folder ${folder}, do not stand beside the results file: there are no pictures.`;
}
