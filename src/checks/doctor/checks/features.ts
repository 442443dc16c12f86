import { Check, type Finding } from '../../finding';
import type { Examination } from '../examination';
import { isConstant } from '../textbook';

const constant = new Check('constant-features', 'data');

/** Finds constant features, which carry no information. */
export function constantFeatures({ vectors, shape: { features } }: Examination): Finding {
  const count = vectors.deviation.filter(isConstant).length;
  const seen = `${count} of ${features} features are constant on the training set`;
  const figures = { constant: count, features };
  if (count === features) {
    return constant.failed(
      seen,
      'all samples are the same: there is nothing to learn from',
      'check how the samples are read',
      figures,
    );
  }
  if (count > 0) {
    return constant.warning(
      seen,
      'they carry nothing to learn from; they are centred, but not scaled',
      'leave them out, or check how they are read',
      figures,
    );
  }
  return constant.passed(seen, 'every feature varies', figures);
}
