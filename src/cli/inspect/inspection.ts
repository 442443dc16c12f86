import type { ImageShape } from '../../data';
import type { LinearClassifier } from '../../library';
import { printable } from '../printable';
import { table } from '../table';
import {
  rangeOf,
  weightStatistics,
  type PlacedWeight,
  type WeightStatistics,
} from './weight-statistics';

/** From where to where the features' means and deviations are; bytes are scaled to [0, 1] before. */
export interface StandardisationRange {
  readonly mean: readonly [smallest: number, largest: number];
  readonly deviation: readonly [smallest: number, largest: number];
}

/** The contents of a classifier's file, as `inspect --json` prints them. */
export interface Inspection {
  readonly file: string;
  readonly classes: readonly string[];
  readonly features: number;
  /** Whether the features came as bytes. */
  readonly bytes: boolean;
  readonly image: ImageShape | null;
  readonly loss: string;
  readonly temperature: number;
  readonly standardisation: StandardisationRange;
  readonly weights: WeightStatistics;
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** Looks at a classifier. */
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

/** The same for people. */
export function inspectionText(found: Inspection): string {
  const { classes, loss, temperature, standardisation, weights, provenance } = found;
  const [mean, deviation] = [standardisation.mean, standardisation.deviation].map(rangeText);
  const rows = weights.classes.map(({ class: name, norm, smallest, largest, bias }) => [
    name,
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
    table(['class', 'norm of weights', 'smallest', 'largest', 'bias'], rows),
  ].join('\n');
}

function featuresText({ features, bytes, image }: Inspection): string {
  const kind = bytes ? 'bytes' : 'numbers';
  if (image === null) return `${features} ${kind}`;
  const { width, height, channels } = image;
  return `${features} ${kind}: ${channels === 1 ? 'grey' : 'colour'} images of ${width}×${height}`;
}

function rangeText([smallest, largest]: readonly [number, number]): string {
  return `${digits(smallest)} to ${digits(largest)}`;
}

function placeText({ class: name, feature, weight }: PlacedWeight): string {
  return `${digits(weight)} (feature ${feature} of ${printable(name)})`;
}

/** Formats its provenance, a line for each fact. */
function provenanceLines(provenance: Inspection['provenance']): string[] {
  return Object.entries(provenance).map(([key, value], i) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${i === 0 ? 'provenance' : '          '}  ${printable(`${key}: ${text}`)}`;
  });
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}
