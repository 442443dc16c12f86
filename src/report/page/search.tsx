import { isDropped, scoreOf, type Score, type SearchResults, type Trial } from '../../search';
import { settingName, settingValue } from '../results/setting-names';
import { unitsOf } from '../results/units';
import { count, duration, nats, significant, unbroken } from '../text/format';
import { bestTrials } from '../text/search-table';
import { accuracyWords, searchName, searchSentence } from '../text/search-words';
import { Chart, WideTable } from './chart';
import type { PageContent, PageSearch } from './content';

/** The searches that the runs were chosen by: what was searched and chosen, the best ten trials, figures, all trials. */
export function Search(content: PageContent) {
  const { searches, figures } = content;
  if (searches.length === 0) return null;
  return (
    <section id="search" aria-labelledby="search-title">
      <h2 id="search-title">Search</h2>
      {searches.map((one) => (
        <OneSearch {...one} drawn={figures} />
      ))}
    </section>
  );
}

type Drawn = PageContent['figures'];

interface TableProps {
  readonly search: SearchResults;
  /** For people who can't see it: unlike any other's. */
  readonly name: string;
}

function OneSearch({ search, from, figures, drawn }: PageSearch & { readonly drawn: Drawn }) {
  const isBroad = (figure: PageSearch['figures'][number]): boolean =>
    'width' in figure.spec && Number(figure.spec.width) > 900;
  const name = [searchName(search), ...(from === null ? [] : [from])].join(', ');
  const chart = ({ name: figure, title = figure, subtitle }: PageSearch['figures'][number]) => (
    <Chart figure={drawn[figure]} title={title}>
      {subtitle !== undefined && <p class="note">{unbroken(subtitle)}</p>}
    </Chart>
  );
  return (
    <>
      {from !== null && <h3>{from}</h3>}
      <p>{unbroken(searchSentence(search))}</p>
      <BestTrials search={search} name={name} />
      <div class="grid search-figures">
        {figures.filter((figure) => !isBroad(figure)).map(chart)}
      </div>
      {figures.filter(isBroad).map(chart)}
      <AllTrials search={search} name={name} />
    </>
  );
}

function BestTrials({ search, name }: TableProps) {
  const shown = bestTrials(search);
  if (shown.length === 0) return null;
  const headings = ['rank', ...columnHeadings(search), 'time'];
  return (
    <WideTable label={`The best trials of ${name}`} headings={headings}>
      {shown.map(({ trial, score, rank }) => (
        <tr class={trial.number === search.chosen ? 'chosen' : undefined}>
          <th scope="row">
            {rank}
            {trial.number === search.chosen && (
              <>
                {' '}
                <span class="badge">chosen</span>
              </>
            )}
          </th>
          <Columns {...{ search, trial, score }} />
          <td>{duration(trial.seconds)}</td>
        </tr>
      ))}
    </WideTable>
  );
}

/** All trials in the order of the search, those that failed or were dropped too. */
function AllTrials({ search, name }: TableProps) {
  const { trials } = search;
  const headings = ['trial', ...columnHeadings(search), 'time', 'outcome'];
  return (
    <details class="screen-only">
      <summary>All {count(trials.length, 'trial')}</summary>
      <WideTable label={`All trials of ${name}`} headings={headings}>
        {trials.map((trial) => (
          <tr class={trial.number === search.chosen ? 'chosen' : undefined}>
            <th scope="row">{trial.number}</th>
            <Columns {...{ search, trial, score: scoreOf(trial) }} />
            <td>{duration(trial.seconds)}</td>
            <td class="outcome">{outcomeOf(trial, search)}</td>
          </tr>
        ))}
      </WideTable>
    </details>
  );
}

function hasGaps({ trials }: SearchResults): boolean {
  return trials.some(({ gap }) => gap !== null);
}

function columnHeadings(search: SearchResults): string[] {
  const gap = hasGaps(search) ? ['J − J* at most'] : [];
  const units = unitsOf(search.trials.map(({ settings }) => settings));
  return [...search.varied.map(settingName), 'validation accuracy', 'loss', units, ...gap];
}

/** The cells below `columnHeadings`. */
function Columns({
  search,
  trial,
  score,
}: {
  readonly search: SearchResults;
  readonly trial: Trial;
  readonly score: Score | null;
}) {
  return (
    <>
      {search.varied.map((name) => (
        <td>{settingValue(trial.settings, name)}</td>
      ))}
      <td class="key">{score === null ? '–' : accuracyWords(score)}</td>
      <td>{score === null ? '–' : nats(score.loss)}</td>
      <td>{trial.rungs.at(-1)?.epochs ?? '–'}</td>
      {hasGaps(search) && <td>{trial.gap === null ? '–' : significant(trial.gap, 2)}</td>}
    </>
  );
}

function outcomeOf(trial: Trial, { trials, best, chosen }: SearchResults): string {
  if (trial.failure !== null) return `failed: ${trial.failure}`;
  if (trial.number === chosen) return 'chosen';
  if (trial.number === best) return 'best';
  return isDropped(trial, trials) ? 'dropped' : '';
}
