import type { PageContent } from './content';
import { hasCurves } from '../results/has-curves';
import { leadWords, usualTitle } from '../text/report-title';
import { hasChecks } from './checks';
import { hasEffects } from './effects';
import { hasExamples } from './examples';
import { hasPatches } from './patches';
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
  ['patches', 'Patches'],
  ['test-set', 'On the test set'],
  ['examples', 'Hits and mistakes'],
  ['checks', 'Checks'],
  ['making', 'How it was made'],
] as const;

export function Header({ title, author, ...content }: PageContent) {
  return (
    <header>
      <h1>{title ?? usualTitle(content.runs)}</h1>
      {author !== null && <p class="author">{author}</p>}
      <p class="lead">{leadWords(content)}</p>
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
    examples: !hasExamples(content),
    checks: !hasChecks(content),
    patches: !hasPatches(content),
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
