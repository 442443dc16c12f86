import type { PageRun } from './content';

/** Says why a run has no pictures of its weights and examples. */
export function NoPictures({ run, image }: Pick<PageRun, 'run' | 'image'>) {
  return <p class="note">{whyNoPictures({ run, image })}</p>;
}

function whyNoPictures({ run: { analysis, folder }, image }: Pick<PageRun, 'run' | 'image'>) {
  if (analysis === null) return 'This run was stopped before it was tested: it has no pictures.';
  if (image === null) return 'The samples are no images: there are no pictures.';
  if (folder === null) return 'No weights and images were saved with this run.';
  return `The weights and images that were saved with this run, in the folder ${folder}, do not stand beside the results file: there are no pictures.`;
}
