import { DEFAULT_LOSS, LOSS_FUNCTIONS } from '../../model';
import { list } from '../../report/conclusions/words';
import { withHomeShort } from '../../report/results/making';
import { count } from '../../report/text/format';
import { solverWords } from '../../training';
import type { LiveState } from '../state';
import type { LiveContent } from './content';

const SECTIONS = [
  ['summary', 'Results'],
  ['curves', 'Learning curves'],
  ['weights', 'Learnt weights'],
  ['checks', 'Checks'],
] as const;

/** E.g. `Softmax`; `Linear` where runs are of several kinds. */
export function classifierWords({ runs }: LiveState): string {
  const losses = new Set(runs.map(({ settings }) => settings.loss ?? DEFAULT_LOSS));
  const kinds = new Set([...losses].map((loss) => LOSS_FUNCTIONS[loss].classifier));
  return kinds.size === 1 ? [...kinds][0] : 'Linear';
}

export function LiveHeader({ state }: LiveContent) {
  const { runs, samples, command } = state;
  const methods = new Set(runs.map(({ settings }) => solverWords(settings).title));
  return (
    <header>
      <h1>{classifierWords(state)} classifier: training</h1>
      <p class="lead" data-part="lead">
        {count(runs.length, 'run')}
        {methods.size > 0 && ` of ${list([...methods])}`} on {samples.training.toLocaleString('en')}{' '}
        samples
      </p>
      <p class="note">
        <code>{withHomeShort(command)}</code>
      </p>
    </header>
  );
}

/** Links to the sections, as the report has them. */
export function LiveToolbar({ state }: LiveContent) {
  const more = state.trainings.length > 1 ? [['trainings', 'All trainings'] as const] : [];
  return (
    <details class="toolbar" data-folds open>
      <summary>Sections</summary>
      <div>
        <nav aria-label="Sections" data-part="sections">
          {[...SECTIONS, ...more].map(([id, text]) => (
            <a href={`#${id}`}>{text}</a>
          ))}
        </nav>
        <form aria-label="How the page looks">
          <button type="button" data-theme-switch>
            Light or dark
          </button>
        </form>
      </div>
    </details>
  );
}
