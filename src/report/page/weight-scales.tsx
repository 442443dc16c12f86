import type { EpochPictures } from '../pictures';
import { Controls } from './controls';

/** What black and white stand for, by the name of a scale. */
const SCALES = {
  own: 'each class its own',
  epoch: 'one for all classes',
  run: 'one for all classes and epochs',
} as const;

const NOTES: Readonly<Record<keyof typeof SCALES, string>> = {
  own: 'From each class’s smallest weight (black) to its largest (white).',
  epoch:
    'From −m (black) to +m (white), where m is the largest |W| of the epoch; mid-grey is 0. Classes can be compared.',
  run: 'From −m (black) to +m (white), where m is the largest |W| of all epochs of the run; mid-grey is 0. Classes and epochs can be compared.',
};

/** The choice of the scale of weights; an epoch is called by the unit. */
export function WeightScales({
  unit,
  scales: names = ['own', 'epoch', 'run'],
}: {
  readonly unit: string;
  readonly scales?: readonly (keyof typeof SCALES)[];
}) {
  const inUnits = (text: string): string => text.replaceAll('epoch', unit);
  return (
    <>
      <Controls label="How the weights are shown">
        <fieldset>
          <legend>Scale</legend>
          {names.map((scale) => (
            <label>
              <input type="radio" name="scale" value={scale} checked={scale === 'own'} />{' '}
              {inUnits(SCALES[scale])}
            </label>
          ))}
        </fieldset>
      </Controls>
      {names.map((scale) => (
        <p class="note" data-scale={scale}>
          {inUnits(NOTES[scale])}
        </p>
      ))}
    </>
  );
}

/**
 * For each epoch and class the CSS filters, as variables, that put a picture stretched from its
 * smallest to its largest weight on the other scales. They only darken, lighten and flatten, so that
 * nothing is cut off.
 */
export function scaleFilters(overEpochs: readonly EpochPictures[]): string[][] {
  const largest = (epochs: readonly EpochPictures[]): number =>
    Math.max(...epochs.flatMap(({ ranges }) => ranges.flat().map(Math.abs)));
  const ofRun = largest(overEpochs);
  return overEpochs.map((one) => {
    const ofEpoch = largest([one]);
    return one.ranges.map((range) => {
      return `--epoch-scale:${filter(range, ofEpoch)};--run-scale:${filter(range, ofRun)}`;
    });
  });
}

/**
 * The filter from the scale low … high to the scale −m … m. Contrast c and brightness b take a shade v
 * to b (c v + (1 − c) / 2), which is (low + v (high − low) + m) / 2m for
 * b = 1 + (low + high) / 2m and c = (high − low) / 2mb.
 */
function filter([low, high]: readonly [number, number], m: number): string {
  const brightness = 1 + (low + high) / (2 * m);
  const contrast = (high - low) / (2 * m * brightness);
  if (!(contrast > 0) || !Number.isFinite(brightness)) return 'none';
  const number = (value: number): string => String(Number(value.toFixed(4)));
  return `contrast(${number(contrast)}) brightness(${number(brightness)})`;
}
