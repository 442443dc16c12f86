import { hasCurves } from '../results/has-curves';
import {
  accuracyWords,
  KEY_HEADING,
  optimumWords,
  summaryRows,
  summaryWords,
} from '../rows/summary-rows';
import { percent } from '../text/format';
import { Chart, WideTable } from './chart';
import type { PageContent, PageRun } from './content';
import { RunName } from './run-name';
import { TemplatePictures } from './weights';
import { Worded } from './worded';

/** The most pictures that the first screen has room for. */
const MOST = 10;

/** The chosen run with a picture, and the table that the assignment asks for. */
export function Summary(content: PageContent) {
  const { runs, origins, chosen } = content;
  const { headings, rows } = summaryRows(runs);
  const curves = hasCurves(runs);
  const key = headings.indexOf(KEY_HEADING);
  return (
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" class="hidden-text">
        Results
      </h2>
      {chosen !== null &&
        (curves ? <Hero {...content} chosen={chosen} /> : <FitHero {...content} chosen={chosen} />)}
      <WideTable label="Results of each run" headings={headings}>
        {runs.map((one, i) => (
          <tr data-run={i} class={i === chosen ? 'chosen' : undefined}>
            <th scope="row">
              <RunName label={one.label} chosen={i === chosen} />
              {rows[i].settings.length > 0 && (
                <span class="settings">{rows[i].settings.map(whole).join(', ')}</span>
              )}
            </th>
            {rows[i].cells.map((cell, j) => (
              <td class={j + 1 === key ? 'key' : undefined}>{cell}</td>
            ))}
          </tr>
        ))}
      </WideTable>
      <Optima runs={runs} />
      <p class="note">{summaryWords(runs, origins)}</p>
    </section>
  );
}

/** How far the runs that have a certificate are from their optimum at most. */
function Optima({ runs }: Pick<PageContent, 'runs'>) {
  const certified = optimumWords(runs);
  if (certified.length === 0) return null;
  return (
    <ul class="optima">
      {certified.map(({ index, words }) => (
        <li data-run={index}>
          <Worded words={words} />
        </li>
      ))}
    </ul>
  );
}

/** The test accuracy of the chosen run, beside what it has learnt. */
function Hero({ runs, origins, classes, chosen }: PageContent & { readonly chosen: number }) {
  const { run, label, pictures, figures } = runs[chosen];
  return (
    <div class="hero">
      <div>
        <p class="eyebrow">
          {runs.length > 1 ? 'Chosen: the highest validation accuracy' : 'Test accuracy'}
        </p>
        <p class="number">{percent(run.test?.accuracy ?? NaN)}</p>
        <p>
          <Worded words={accuracyWords(runs[chosen], origins)} />
        </p>
      </div>
      {pictures === null ? (
        <Chart figure={figures.accuracy} still title={`Accuracy of ${label.name}`} />
      ) : (
        <Templates pictures={pictures} classes={classes} />
      )}
    </div>
  );
}

/** The test accuracy of a fit, with its interval and what it is worth; beside it, what it has learnt. */
function FitHero({ runs, origins, classes, chosen }: PageContent & { readonly chosen: number }) {
  const { run, pictures, figures: own } = runs[chosen];
  return (
    <div class="hero">
      <div>
        <p class="eyebrow">Test accuracy</p>
        <p class="number">{percent(run.test?.accuracy ?? NaN)}</p>
        <p>
          <Worded words={accuracyWords(runs[chosen], origins)} />
        </p>
      </div>
      {pictures !== null ? (
        <Templates pictures={pictures} classes={classes} />
      ) : (
        <Chart
          figure={own['class-metrics']}
          still
          title="Precision, recall and F1 of each class on the test set"
        />
      )}
    </div>
  );
}

function Templates({
  pictures,
  classes,
}: Pick<PageContent, 'classes'> & { readonly pictures: NonNullable<PageRun['pictures']> }) {
  return (
    <figure>
      <TemplatePictures urls={pictures.templates.own.slice(0, MOST)} classes={classes} />
      <figcaption class="note">
        What it looks for: the weights of{' '}
        {classes.length > MOST
          ? `the first ${MOST} classes as pictures`
          : 'each class as a picture'}
      </figcaption>
    </figure>
  );
}

/** A short setting is kept on one line. */
function whole(setting: string): string {
  return setting.length > 16 ? setting : setting.replaceAll(' ', '\u00a0');
}
