import { isDropped, LEFT, type SearchResults, type Trial } from '../../search';
import { trialCells, trialHeadings } from '../rows/trial-rows';
import { count, duration, unbroken } from '../text/format';
import { bestTrials } from '../text/search-table';
import { searchName, searchSentence } from '../text/search-words';
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
  const headings = ['rank', ...trialHeadings(search), 'time'];
  return (
    <WideTable label={`The best trials of ${name}`} headings={headings}>
      {shown.map(({ trial, rank }) => (
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
          <Columns {...{ search, trial }} />
          <td>{duration(trial.seconds)}</td>
        </tr>
      ))}
    </WideTable>
  );
}

/** All trials in the order of the search, those that failed or were dropped too. */
function AllTrials({ search, name }: TableProps) {
  const { trials } = search;
  const headings = ['trial', ...trialHeadings(search), 'time', 'outcome'];
  return (
    <details class="screen-only">
      <summary>All {count(trials.length, 'trial')}</summary>
      <WideTable label={`All trials of ${name}`} headings={headings}>
        {trials.map((trial) => (
          <tr class={trial.number === search.chosen ? 'chosen' : undefined}>
            <th scope="row">{trial.number}</th>
            <Columns {...{ search, trial }} />
            <td>{duration(trial.seconds)}</td>
            <td class="outcome">{outcomeOf(trial, search)}</td>
          </tr>
        ))}
      </WideTable>
    </details>
  );
}

/** The cells below `trialHeadings`; the score matters most. */
function Columns({ search, trial }: { readonly search: SearchResults; readonly trial: Trial }) {
  const key = search.varied.length;
  return (
    <>
      {trialCells(search, trial).map((cell, j) => (
        <td class={j === key ? 'key' : undefined}>{cell}</td>
      ))}
    </>
  );
}

function outcomeOf(trial: Trial, { trials, best, chosen }: SearchResults): string {
  if (trial.failure === LEFT) return 'left';
  if (trial.failure !== null) return `failed: ${trial.failure}`;
  if (trial.number === chosen) return 'chosen';
  if (trial.number === best) return 'best';
  return isDropped(trial, trials) ? 'dropped' : '';
}
