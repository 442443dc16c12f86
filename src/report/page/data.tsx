import type { FitReport, ReportedColumn } from '../results/fit-report';
import { count, significant } from '../text/format';
import { WideTable } from './chart';
import type { PageContent } from './content';

const KINDS: Readonly<Record<ReportedColumn['kind'], string>> = {
  number: 'numbers',
  boolean: 'no or yes',
  category: 'categories',
  date: 'dates',
};

const REASONS: Readonly<Record<FitReport['omitted'][number]['why'], string>> = {
  asked: 'as asked',
  empty: 'it is empty',
  constant: 'it has one value in all rows',
  duplicate: 'it says the same',
  identifier: 'it numbers or names the rows',
  'too many different texts': 'its texts seldom repeat',
};

/** What a fit has understood of the data: the rows, the columns, and those that were left out. */
export function Data({ origins }: PageContent) {
  const fits = origins.flatMap(({ name, results: { fit } }) => (fit ? [{ name, fit }] : []));
  if (fits.length === 0) return null;
  return (
    <section id="data" aria-labelledby="data-title">
      <h2 id="data-title">What the data are</h2>
      {fits.map(({ name, fit }) => (
        <>
          {origins.length > 1 && <h3>{name}</h3>}
          <ul>
            {fit.lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          {fit.columns !== null && <Columns columns={fit.columns} name={name} />}
          {fit.omitted.length > 0 && <Omitted omitted={fit.omitted} name={name} />}
        </>
      ))}
    </section>
  );
}

interface ColumnsProps {
  readonly columns: readonly ReportedColumn[];
  readonly name: string;
}

/** The columns that are features, those first that weigh most. */
function Columns({ columns, name }: ColumnsProps) {
  const sorted = columns.toSorted((a, b) => b.weight - a.weight);
  const headings = ['column', 'kind', 'features', 'missing values', '‖W‖ of its features'];
  return (
    <>
      <WideTable label={`Columns of ${name}`} headings={headings}>
        {sorted.map((column) => (
          <tr>
            <th scope="row">{column.name}</th>
            <td>{KINDS[column.kind]}</td>
            <td>{column.features}</td>
            <td>{column.canMiss ? 'yes' : 'no'}</td>
            <td>{significant(column.weight)}</td>
          </tr>
        ))}
      </WideTable>
      <p class="note">
        Those first that weigh most: ‖W‖ = √ΣW² over the column’s features and all classes, each
        feature in standard deviations.
      </p>
    </>
  );
}

function Omitted({ omitted, name }: Pick<FitReport, 'omitted'> & { readonly name: string }) {
  return (
    <details open>
      <summary>Left out: {count(omitted.length, 'column')}</summary>
      <WideTable label={`Columns of ${name} that were left out`} headings={['column', 'why']}>
        {omitted.map(({ name: column, why, of }) => (
          <tr>
            <th scope="row">{column}</th>
            <td class="outcome">
              {REASONS[why]}
              {of !== undefined && ` as ${of}`}
            </td>
          </tr>
        ))}
      </WideTable>
    </details>
  );
}
