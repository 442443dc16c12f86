import { DEFAULT_LOSS, LOSS_FUNCTIONS } from '../../model';
import { solverWords } from '../../training';
import { list } from '../conclusions/words';
import { withHomeShort } from '../results/making';
import { count } from '../text/format';
import type { PageContent } from './content';
import { hasCurves } from '../results/has-curves';
import { hasChecks } from './checks';
import { hasEffects } from './effects';
import { hasWeights } from './weights';
import { RunName } from './run-name';

const SECTIONS = [
  ['summary', 'Results'],
  ['data', 'Data'],
  ['search', 'Search'],
  ['conclusions', 'Conclusions'],
  ['curves', 'Learning curves'],
  ['effects', 'λ and η'],
  ['weights', 'Learnt weights'],
  ['features', 'What speaks for each class'],
  ['test-set', 'On the test set'],
  ['examples', 'Hits and mistakes'],
  ['checks', 'Checks'],
  ['making', 'How it was made'],
] as const;

export function Header({ runs, origins, chosen }: PageContent) {
  const names = origins.flatMap(({ results }) => results.data.files.map(({ name }) => name));
  const sources = origins.map(({ results }) => withHomeShort(results.data.source));
  const files = [...new Set(names.length > 0 ? names : sources)].join(', ');
  const kinds = new Set(runs.map(({ run }) => LOSS_FUNCTIONS[run.loss ?? DEFAULT_LOSS].classifier));
  const methods = new Set(runs.map(({ run }) => solverWords(run).title));
  return (
    <header>
      <h1>{kinds.size === 1 ? [...kinds][0] : 'Linear'} classifier: training report</h1>
      <p class="lead">
        {count(runs.length, 'run')} of {list([...methods])} on {files}
        {chosen === null && '; none was finished'}.
      </p>
    </header>
  );
}

/** Links to the sections, and check boxes of the runs; folded on a narrow screen. */
export function Toolbar(content: PageContent) {
  const { runs, chosen } = content;
  const isLeftOut: Readonly<Record<string, boolean>> = {
    data: content.origins.every(({ results }) => results.fit === undefined),
    search: content.searches.length === 0,
    curves: !hasCurves(runs),
    weights: !hasWeights(content),
    examples: !hasWeights(content),
    checks: !hasChecks(content),
    features: content.fits.length === 0,
    effects: !hasEffects(content),
  };
  const sections = SECTIONS.filter(([id]) => !isLeftOut[id]);
  return (
    <details class="toolbar" data-folds open>
      <summary>Sections and runs</summary>
      <div>
        <nav aria-label="Sections">
          {sections.map(([id, text]) => (
            <a href={`#${id}`}>{text}</a>
          ))}
        </nav>
        <form aria-label="Which runs are shown">
          {runs.length > 1 && (
            <fieldset>
              <legend>Runs</legend>
              {runs.map(({ label }, i) => (
                <label title={label.title}>
                  <input type="checkbox" name="run" value={i} data-name={label.short} checked />{' '}
                  <RunName label={label} chosen={i === chosen} />
                </label>
              ))}
            </fieldset>
          )}
          <button type="button" data-theme-switch>
            Light or dark
          </button>
        </form>
      </div>
    </details>
  );
}
