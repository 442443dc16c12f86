import type { LinearClassifier } from '../../library';
import { patchFeatureName, type PatchSettings } from '../../patches';
import { rangeOf, type Range } from '../../model';
import { certificateWords } from '../../report/text/certificate-words';
import { significant } from '../../report/text/format';
import type { Certificate } from '../../training';
import { table } from '../../report/text/table';
import { printable } from '../../errors';
import { columnsText } from './columns-text';
import { weightStatistics, type PlacedWeight, type WeightStatistics } from './weight-statistics';

/** The content of a classifier's file, as `inspect --json` prints it. */
export interface Inspection extends Pick<
  LinearClassifier,
  | 'classes'
  | 'features'
  | 'featureNames'
  | 'preparation'
  | 'bytes'
  | 'image'
  | 'loss'
  | 'temperature'
  | 'provenance'
> {
  readonly file: string;
  /** What makes features of pictures: its settings, and how many it makes; null if nothing does. */
  readonly patches: (Required<PatchSettings> & { readonly features: number }) | null;
  /** The ranges of the features' means and deviations; bytes are scaled to [0, 1] first. */
  readonly standardisation: { readonly mean: Range; readonly deviation: Range };
  readonly weights: WeightStatistics;
}

export function inspection(file: string, classifier: LinearClassifier): Inspection {
  const { classes, features, featureNames, preparation, bytes, image, loss, temperature } =
    classifier;
  const { mean, deviation } = classifier.standardisation;
  const patches = classifier.patches && {
    ...classifier.patches.settings,
    features: classifier.patches.features,
  };
  return {
    ...{ file, classes, features, featureNames, preparation, patches, bytes, image },
    ...{ loss, temperature },
    standardisation: { mean: rangeOf(mean), deviation: rangeOf(deviation) },
    weights: weightStatistics(classifier),
    provenance: classifier.provenance,
  };
}

export function inspectionText(found: Inspection): string {
  const { classes, loss, temperature, standardisation, weights, provenance } = found;
  const [smallest, largest] = [weights.smallest, weights.largest].map((own) =>
    placeText(own, found),
  );
  const [mean, deviation] = [standardisation.mean, standardisation.deviation].map(rangeText);
  const rows = weights.classes.map(({ label, norm, smallest, largest, bias }) => [
    printable(label),
    ...[norm, smallest, largest, bias].map(digits),
  ]);
  return [
    `file        ${printable(found.file)}`,
    `features    ${featuresText(found)}`,
    ...(found.patches === null ? [] : patchesLines(found.patches)),
    `            standardised by means from ${mean} and deviations from ${deviation}`,
    ...(found.preparation === null ? [] : columnsText(found.preparation)),
    `classes     ${classes.length}`,
    `loss        ${loss}, temperature ${digits(temperature)}`,
    `weights     norm ${digits(weights.norm)}, ${smallest} to ${largest}`,
    ...optimumLine(provenance),
    ...provenanceLines(provenance),
    table(['class', 'norm of weights', 'smallest', 'largest', 'bias'], rows, 'left'),
  ].join('\n');
}

function featuresText({ features, featureNames, bytes, image }: Inspection): string {
  const kind = bytes ? 'bytes' : 'numbers';
  if (image === null) return `${features} ${kind}${namesText(featureNames)}`;
  const { width, height, channels } = image;
  return `${features} ${kind}: ${channels === 1 ? 'grey' : 'colour'} images of ${width}×${height}`;
}

function patchesLines(found: NonNullable<Inspection['patches']>): string[] {
  const { encoding, features, mirrored, patches, shift, side, threshold } = found;
  const mirrors = mirrored ? ' and their mirrors' : '';
  const counted = encoding === 'hard' ? 'counted' : 'added up';
  const means = shift === 0 ? '' : `, means over shifts of ${shift}`;
  return [
    `patches     ${patches} of ${side}×${side} pixels${mirrors}, similarities above ${threshold} ${counted}`,
    `            in ${features / (2 * patches)} regions: ${features} features${means}`,
  ];
}

/** The most names that are shown. */
const FEW_NAMES = 12;

function namesText(names: Inspection['featureNames']): string {
  if (names === null) return '';
  const more = names.length > FEW_NAMES ? `, … and ${names.length - FEW_NAMES} more` : '';
  return `: ${names.slice(0, FEW_NAMES).map(printable).join(', ')}${more}`;
}

function rangeText([smallest, largest]: Range): string {
  return `${digits(smallest)} to ${digits(largest)}`;
}

function placeText(
  { label, feature, weight }: PlacedWeight,
  { featureNames: names, patches }: Inspection,
): string {
  const plain = names ? printable(names[feature]) : `feature ${feature}`;
  const name = patches === null ? plain : patchFeatureName(feature, patches.patches);
  return `${digits(weight)} (${name} of ${printable(label)})`;
}

/** How far the weights are from their optimum at most, if they were kept with a certificate. */
function optimumLine({ certificate }: Inspection['provenance']): string[] {
  return isCertificate(certificate) ? [`optimum     ${certificateWords(certificate)}`] : [];
}

/** Other programs may have written it. */
function isCertificate(value: unknown): value is Certificate {
  const given = (value ?? {}) as Partial<Record<keyof Certificate, unknown>>;
  const { least, most } = (given.accuracy ?? { least: 0, most: 0 }) as Record<string, unknown>;
  const bounds = [given.gap, given.relativeGap, given.distance].map((bound) => bound ?? 0);
  const numbers = [given.gradientNorm, ...bounds, least, most];
  return typeof given.isReached === 'boolean' && numbers.every((one) => typeof one === 'number');
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
