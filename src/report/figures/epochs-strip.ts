import type { RunPictures } from '../pictures';
import { figure, type Figure } from './figure';
import { colour } from './palette';
import { place } from './montage';
import { MEANING, OWN_SCALE } from './pictures';

/** The side of a picture, and the room around it. */
const SIDE = 64;
const PITCH = SIDE + 6;
/** The room for the names of classes and of epochs. */
const LEFT = 110;
const TOP = 28;

/** The weights over the epochs: a row for each class, a column for each epoch; none of a single epoch. @param unit  what an epoch is called */
export function epochsStrip(
  { overEpochs }: RunPictures,
  classes: readonly string[],
  unit: string,
): Figure[] {
  if (overEpochs.length < 2) return [];
  const width = LEFT + overEpochs.length * PITCH;
  const height = TOP + classes.length * PITCH;
  const centre = (i: number): number => (i + 0.5) * PITCH;
  const at = { x: place('x', width), y: place('y', height, true) };
  const pictures = overEpochs.flatMap(({ urls }, column) =>
    urls.map((url, row) => ({ url, x: LEFT + centre(column), y: TOP + centre(row) })),
  );
  const epochs = overEpochs.map(({ epoch }, i) => ({
    text: i === 0 ? `${unit} ${epoch}` : String(epoch),
    x: LEFT + centre(i),
    y: TOP / 2,
  }));
  const names = classes.map((text, k) => ({ text, x: 0, y: TOP + centre(k) }));
  const text = { type: 'text', color: colour('ink'), fontSize: 12, limit: LEFT - 8 };
  const said = { ...at, text: { field: 'text' } };
  const strip = figure(
    'weights-over-epochs',
    `The weights of each class (rows) as pictures, after some ${unit}s (columns), each from its smallest weight (black) to its largest (white)`,
    {
      width,
      height,
      layer: [
        {
          data: { values: pictures },
          mark: { type: 'image', width: SIDE, height: SIDE, smooth: false },
          encoding: { ...at, url: { field: 'url' } },
        },
        { data: { values: epochs }, mark: text, encoding: said },
        { data: { values: names }, mark: { ...text, align: 'left' }, encoding: said },
      ],
    },
  );
  return [{ ...strip, subtitle: `${OWN_SCALE}; ${MEANING}` }];
}
