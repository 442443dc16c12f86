import type { ComponentChildren } from 'preact';
import type { DrawnFigure } from '../figures';

/** The id of a plot on the page, by which the page's script finds its data. */
export function plotId(figure: DrawnFigure, run?: number): string {
  return run === undefined ? figure.name : `${figure.name}-${run}`;
}

/** A plot: drawn already, and made interactive once the page's script has run. */
export function Chart({
  figure,
  run,
  plot = run,
  still = false,
  title,
  children,
}: {
  readonly figure: DrawnFigure;
  /** The index of its run, if it shows a single one, and is hidden with this run. */
  readonly run?: number;
  /** The index of its run, if it is not hidden with it. */
  readonly plot?: number | undefined;
  /** True if it stays as it is drawn. */
  readonly still?: boolean;
  readonly title: ComponentChildren;
  /** Content below it, e.g. its figures as a table. */
  readonly children?: ComponentChildren;
}) {
  return (
    <figure class="chart" data-run={run}>
      <figcaption>{title}</figcaption>
      <div class="plot" role="img" aria-label={figure.description}>
        <div
          aria-hidden="true"
          data-plot={still ? undefined : plotId(figure, plot)}
          dangerouslySetInnerHTML={{ __html: figure.svg }}
        />
      </div>
      {children}
    </figure>
  );
}

/** A table that may be wider than the screen: it scrolls by itself, with the keyboard too. */
export function WideTable({
  label,
  headings,
  runs = [],
  class: kind = '',
  children,
}: {
  readonly label: string;
  readonly headings: readonly ComponentChildren[];
  /** The indices of the runs that the columns after the first show. */
  readonly runs?: readonly number[];
  readonly class?: string;
  /** The rows of its body. */
  readonly children: ComponentChildren;
}) {
  return (
    <div class={`wide ${kind}`} role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {headings.map((heading, i) => (
              <th scope="col" data-run={runs[i - 1]}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** Rows of plain cells: a name, then figures. @param kinds  the class of the cells in each column */
export function TableRows({
  rows,
  kinds = [],
}: {
  readonly rows: readonly (readonly string[])[];
  readonly kinds?: readonly (string | undefined)[];
}) {
  return (
    <>
      {rows.map(([name, ...cells]) => (
        <tr>
          <th scope="row">{name}</th>
          {cells.map((cell, j) => (
            <td class={kinds[j + 1]}>{cell}</td>
          ))}
        </tr>
      ))}
    </>
  );
}
