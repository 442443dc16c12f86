import { Check, type Finding } from '../../finding';
import type { Examination } from '../examination';
import { isConstant } from '../textbook';

const constant = new Check('constant-features', 'data');

/** Finds constant features, which carry no information. */
export function constantFeatures({ vectors, shape: { features } }: Examination): Finding {
  const count = vectors.deviation.filter(isConstant).length;
  const seen = `${count} of ${features} features are constant on the training set`;
  const found = constant.saw(seen, { constant: count, features });
  if (count === features) {
    return found.failed(
      'all samples are the same: there is nothing to learn from',
      'check how the samples are read',
    );
  }
  if (count > 0) {
    return found.warning(
      'they carry nothing to learn from; they are centred, but not scaled',
      'leave them out, or check how they are read',
    );
  }
  return found.passed('every feature varies');
}
