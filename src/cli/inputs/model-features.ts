import { type Features, invalid } from '../../data';
import { show } from '../../errors';
import type { LinearClassifier } from '../../library';

/** What features are read for. */
export type FeatureKind = Pick<LinearClassifier, 'features' | 'bytes'>;

/**
 * Features of the kind that a classifier was trained on: bytes for one of bytes, and else numbers
 * as they are.
 *
 * @param first  the number of the first sample in its file
 * @throws OnelayerError DATA_INVALID naming sample and feature of what is no byte, or no finite number
 */
export function modelFeatures(
  where: string,
  X: Features,
  { features, bytes }: FeatureKind,
  first = 0,
): Features {
  if (X instanceof Uint8Array) return bytes ? X : Float64Array.from(X);
  const isFit = bytes ? isByte : Number.isFinite;
  const wrong = X.findIndex((value) => !isFit(value));
  if (wrong < 0) return bytes ? Uint8Array.from(X) : X;
  const place = `${where}: sample ${first + Math.floor(wrong / features)}, feature ${wrong % features}`;
  const expected = bytes
    ? 'a byte, an integer from 0 to 255, as the classifier was trained on'
    : 'a finite number';
  throw invalid(place, `expected ${expected}, got ${show(X[wrong])}`);
}

function isByte(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 255;
}
