import type { LinearClassifier } from '../../library';
import { rangeOf, type Range } from '../../model';
import { significant } from '../../report/text/format';
import { table } from '../../report/text/table';
import { printable } from '../printable';
import { weightStatistics, type PlacedWeight, type WeightStatistics } from './weight-statistics';

/** The content of a classifier's file, as `inspect --json` prints it. */
export interface Inspection extends Pick<
  LinearClassifier,
  'classes' | 'features' | 'bytes' | 'image' | 'loss' | 'temperature' | 'provenance'
> {
  readonly file: string;
  /** The ranges of the features' means and deviations; bytes are scaled to [0, 1] first. */
  readonly standardisation: { readonly mean: Range; readonly deviation: Range };
  readonly weights: WeightStatistics;
}

export function inspection(file: string, classifier: LinearClassifier): Inspection {
  const { classes, features, bytes, image, loss, temperature, provenance } = classifier;
  const { mean, deviation } = classifier.standardisation;
  return {
    ...{ file, classes, features, bytes, image, loss, temperature },
    standardisation: { mean: rangeOf(mean), deviation: rangeOf(deviation) },
    weights: weightStatistics(classifier),
    provenance,
  };
}

export function inspectionText(found: Inspection): string {
  const { classes, loss, temperature, standardisation, weights, provenance } = found;
  const [mean, deviation] = [standardisation.mean, standardisation.deviation].map(rangeText);
  const rows = weights.classes.map(({ label, norm, smallest, largest, bias }) => [
    printable(label),
    ...[norm, smallest, largest, bias].map(digits),
  ]);
  return [
    `file        ${found.file}`,
    `features    ${featuresText(found)}`,
    `            standardised by means from ${mean} and deviations from ${deviation}`,
    `classes     ${classes.length}`,
    `loss        ${loss}, temperature ${digits(temperature)}`,
    `weights     norm ${digits(weights.norm)}, ${placeText(weights.smallest)} to ${placeText(weights.largest)}`,
    ...provenanceLines(provenance),
    table(['class', 'norm of weights', 'smallest', 'largest', 'bias'], rows, 'left'),
  ].join('\n');
}

function featuresText({ features, bytes, image }: Inspection): string {
  const kind = bytes ? 'bytes' : 'numbers';
  if (image === null) return `${features} ${kind}`;
  const { width, height, channels } = image;
  return `${features} ${kind}: ${channels === 1 ? 'grey' : 'colour'} images of ${width}×${height}`;
}

function rangeText([smallest, largest]: Range): string {
  return `${digits(smallest)} to ${digits(largest)}`;
}

function placeText({ label, feature, weight }: PlacedWeight): string {
  return `${digits(weight)} (feature ${feature} of ${printable(label)})`;
}

/** The provenance, a line for each fact. */
function provenanceLines(provenance: Inspection['provenance']): string[] {
  return Object.entries(provenance).map(([key, value], i) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${i === 0 ? 'provenance' : '          '}  ${printable(`${key}: ${text}`)}`;
  });
}

function digits(value: number): string {
  return significant(value, 4);
}
