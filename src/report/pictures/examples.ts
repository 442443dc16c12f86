import { setImmediate } from 'node:timers/promises';
import type { TestAnalysis } from '../results/test-analysis';
import type { SavedImages } from '../storage/saved-examples';
import type { PictureUrls } from './picture';

/** Pictures that are encoded in a turn of the event loop. */
const PER_TURN = 10;

/** The example images by class: hits and mistakes, in the analysis's order. */
export type ExamplePictures = readonly {
  readonly hits: readonly string[];
  readonly mistakes: readonly string[];
}[];

/** Draws the example images of a run. */
export async function examplePictures(
  { images, shape }: SavedImages,
  { examples }: TestAnalysis,
  urls: PictureUrls,
): Promise<ExamplePictures> {
  const size = shape.width * shape.height * shape.channels;
  const drawn: string[] = [];
  for (let at = 0; at < images.length; at += size) {
    drawn.push(urls.of(images.subarray(at, at + size), shape));
    // A picture takes up to a millisecond; the event loop is to turn in between.
    if (drawn.length % PER_TURN === 0) await setImmediate();
  }
  let next = 0;
  const take = (count: number): string[] => drawn.slice(next, (next += count));
  return examples.map(({ hits, mistakes }) => ({
    hits: take(hits.length),
    mistakes: take(mistakes.length),
  }));
}
