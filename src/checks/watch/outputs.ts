import { isUsed } from '../../training';
import { Check, type Finding } from '../finding';
import { figure } from '../numbers';
import { last, type History } from './history';

const dead = new Check('dead-outputs', 'outputs');
const saturated = new Check('saturated-outputs', 'outputs');

/** Judges whether every class that has samples is predicted at all. */
export function judgeDead(history: History): Finding {
  const { predicted } = last(history).outputs;
  const missing = predicted.flatMap((count, k) =>
    count === 0 && history.labels[k] > 0 ? [k] : [],
  );
  const figures = { classes: predicted.length, dead: missing.length };
  if (missing.length === 0) {
    const seen = 'every class is predicted for some training samples';
    return dead.saw(seen, figures).passed('no output is dead');
  }
  const seen = `no training sample is taken for class ${missing.join(', ')}`;
  const hasRate = isUsed('eta', history.settings);
  const rate = hasRate ? ', or η is too large' : '';
  const smaller = hasRate ? '; try a smaller learning rate' : '';
  return dead
    .saw(seen, figures)
    .warning(
      `these outputs are dead: their classes are rare, or their labels tell nothing${rate}`,
      `look at their samples and labels; weight rare classes${smaller}`,
    );
}

/** A larger fraction of saturated outputs leaves little to learn from. */
const MANY = 0.5;
/** The fraction of saturated outputs may exceed the accuracy by this much. */
const MARGIN = 0.05;

/** Judges saturation: outputs may be sure if they are right; if wrong, they have hardly any gradient. */
export function judgeSaturated(history: History): Finding {
  const { outputs, train } = last(history);
  const seen =
    `${figure(100 * outputs.saturated)} % of the outputs are saturated (above 0.999), ` +
    `${figure(100 * train.accuracy)} % are right`;
  const found = saturated.saw(seen, { saturated: outputs.saturated, accuracy: train.accuracy });
  if (outputs.saturated <= MANY || outputs.saturated <= train.accuracy + MARGIN) {
    return found.passed('the model is not surer than it is right');
  }
  return found.warning(
    'the model is sure of its mistakes: its scores are far too large',
    isUsed('eta', history.settings)
      ? 'take a smaller learning rate, or more weight decay'
      : 'take more weight decay',
  );
}
