import type { PatchPictures, SpeakingPatch } from '../pictures';
import { capital } from '../conclusions/words';
import { significant } from '../text/format';
import { figure, type Figure } from './figure';
import { montageFigure, place } from './montage';

/** The pixels that a pixel of a patch takes in the picture of a dictionary. */
export const DICTIONARY_ZOOM = 2;

/** The side of the patches of a class: smaller than of images, which have more to see. */
const SIDE = 48;

/** The dictionary of patches, and those of them that speak most for each class and most against it. */
export function patchFigures(
  { dictionary, classes: speaking }: PatchPictures,
  classes: readonly string[],
): Figure[] {
  const ofClasses = (which: 'for' | 'against'): Figure => {
    const rows = speaking.map((own, k) => ({ title: classes[k], tiles: own[which].map(tileOf) }));
    const words = `the patches that speak most ${which} each class, by their weights, added up over the regions`;
    const own = montageFigure(`patches-${which}`, capital(words), rows, SIDE);
    return { ...own, subtitle: `${words} (below)` };
  };
  return [dictionaryFigure(dictionary), ofClasses('for'), ofClasses('against')];
}

function tileOf({ url, isNegative, weight }: SpeakingPatch) {
  return { url, caption: [significant(weight), isNegative ? 'negative' : ''] };
}

function dictionaryFigure({ url, shown, ...own }: PatchPictures['dictionary']): Figure {
  const [width, height] = [own.width, own.height].map((pixels) => DICTIONARY_ZOOM * pixels);
  return figure('patches', `${shown} patches of the dictionary`, {
    width,
    height,
    data: { values: [{ url, x: width / 2, y: height / 2 }] },
    mark: { type: 'image', width, height, smooth: false },
    encoding: { x: place('x', width), y: place('y', height), url: { field: 'url' } },
  });
}
