import { figure } from '../../checks';
import type { OwnCode } from '../own-code';
import { changes, failed, passed, type Conclusion } from './finding';
import { fit, isNear } from './numbers';
import { drawMatrix } from './problems';

const ETA = 0.37;

interface Mistake {
  readonly mistake: string;
  readonly meaning: string;
}

/** Checks a step: each parameter moves by −η times its own derivative. */
export async function checkUpdate(code: OwnCode): Promise<Conclusion> {
  const W = drawMatrix(4, 5, 11);
  const dW = drawMatrix(4, 5, 12);
  const b = drawMatrix(1, 4, 13).values;
  const db = drawMatrix(1, 4, 14).values;
  const moved = await code.update({ W, b }, { dW, db }, ETA);
  const changed = changes(code.changed.filter((name) => name === 'dW' || name === 'db'));
  const ofW = mistakeOf('W', moved.W.values, W.values, dW.values);
  const ofB = mistakeOf('b', moved.b, b, db);
  if (ofW === null && ofB === null) return changed ?? passed('W and b move by −η times dW and db');
  const seen = [ofW, ofB].flatMap((one) => (one === null ? [] : one.seen)).join('; ');
  if (ofW !== null && ofB !== null && ofW.mistake === ofB.mistake) {
    return failed(ofW.mistake, seen, ofW.meaning);
  }
  if (ofB?.mistake === 'not-updated') {
    const meaning = 'the bias is not updated';
    return failed('bias-not-updated', seen, ofW === null ? meaning : `${ofW.meaning}; ${meaning}`);
  }
  const all = [ofW, ofB].filter((one) => one !== null);
  return failed(all[0].mistake, seen, all.map(({ meaning }) => meaning).join('; '));
}

/** Says what is wrong with moved parameters; null if they are right. */
function mistakeOf(
  name: string,
  moved: Float64Array,
  values: Float64Array,
  derivatives: Float64Array,
): (Mistake & { readonly seen: string }) | null {
  const found = fit(moved, values, derivatives);
  if (found === null) {
    const meaning = `${name} is not moved by its own derivatives`;
    return { mistake: 'unknown', meaning, seen: `${name} is no sum of ${name} and d${name}` };
  }
  const { p, q } = found;
  if (isNear(p, 1) && isNear(q, -ETA)) return null;
  const sign = q < 0 ? '-' : '+';
  const seen = `${name} becomes ${isNear(p, 1) ? '' : `${figure(p)} `}${name} ${sign} ${figure(Math.abs(q))} d${name}, with η = ${ETA}`;
  return { ...named(p, q), seen };
}

function named(p: number, q: number): Mistake {
  if (!isNear(p, 1)) {
    const meaning = 'the parameters are replaced by the step, instead of moved by it';
    return isNear(p, 0)
      ? { mistake: 'replaced', meaning }
      : { mistake: 'unknown', meaning: 'the parameters themselves are scaled' };
  }
  if (isNear(q, 0)) return { mistake: 'not-updated', meaning: 'nothing is updated' };
  if (isNear(q, ETA)) {
    return { mistake: 'sign', meaning: 'the sign is flipped: the step goes up, not down' };
  }
  if (isNear(q, -1)) return { mistake: 'missing-eta', meaning: 'the learning rate η is missing' };
  if (isNear(q, 1)) {
    return { mistake: 'sign', meaning: 'the sign is flipped, and the learning rate is missing' };
  }
  return { mistake: 'unknown', meaning: 'the step is not η times the derivative' };
}
