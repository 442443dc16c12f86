import type { FitReport, ReportedColumn } from '../results/fit-report';
import { COLUMN_NOTE, columnRows, omittedRows } from '../rows/column-rows';
import { count } from '../text/format';
import { TableRows, WideTable } from './chart';
import type { PageContent } from './content';

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
  const { headings, rows } = columnRows(columns);
  return (
    <>
      <WideTable label={`Columns of ${name}`} headings={headings}>
        <TableRows rows={rows} />
      </WideTable>
      <p class="note">{COLUMN_NOTE}</p>
    </>
  );
}

function Omitted({ omitted, name }: Pick<FitReport, 'omitted'> & { readonly name: string }) {
  const { headings, rows } = omittedRows({ omitted });
  return (
    <details open>
      <summary>Left out: {count(omitted.length, 'column')}</summary>
      <WideTable label={`Columns of ${name} that were left out`} headings={headings}>
        <TableRows rows={rows} kinds={[undefined, 'outcome']} />
      </WideTable>
    </details>
  );
}
