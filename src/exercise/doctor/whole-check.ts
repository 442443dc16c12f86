import type { Check, Finding } from '../../checks';
import type { FunctionName } from '../functions';
import type { CodeSubject } from './subject';

/** A check of what functions of the user's own do together, or on real data. */
export interface WholeCheck {
  readonly check: Check;
  /** The functions that it calls. */
  readonly needs: readonly FunctionName[];
  readonly examine: (subject: CodeSubject) => Promise<Finding>;
}
