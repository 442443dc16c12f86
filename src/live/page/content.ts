import type { DrawnFigure } from '../../report/figures';
import type { LiveState } from '../state';

/** Everything that a part of the page may show. */
export interface LiveContent {
  readonly state: LiveState;
  /** What the histories count. */
  readonly unit: string;
  /** The plots without their points, by name. */
  readonly figures: Readonly<Record<string, DrawnFigure>>;
}
