import { bestTrialRows } from '../../rows/trial-rows';
import { COLUMN_NOTE, columnRows, omittedRows } from '../../rows/column-rows';
import { unbroken } from '../../text/format';
import { searchSentence } from '../../text/search-words';
import { figures, list, note, paragraph, part, section, table } from '../blocks';
import { figuresTogether, type DocumentContent } from '../content';
import type { Block } from '../document';

/** What a fit has understood of the data: the rows, the columns, and those that were left out. */
export function dataSection({ origins }: DocumentContent): Block[] {
  const fits = origins.flatMap(({ name, results: { fit } }) => (fit ? [{ name, fit }] : []));
  if (fits.length === 0) return [];
  const parts = fits.map(({ name, fit }, i): Block[] => [
    ...(origins.length > 1 ? [part(name)] : []),
    ...list(fit.lines),
    ...(fit.columns === null
      ? []
      : [
          table(numbered('columns', i), 'The columns', columnRows(fit.columns), {
            1: 'name',
            3: 'name',
          }),
          note(COLUMN_NOTE),
        ]),
    ...(fit.omitted.length === 0
      ? []
      : [
          table(numbered('left-out', i), 'Columns that were left out', omittedRows(fit), {
            1: 'prose',
          }),
        ]),
  ]);
  return [section('What the data are'), ...parts.flat()];
}

/** The searches that the runs were chosen by. */
export function searchSection(content: DocumentContent): Block[] {
  const { searches } = content.together;
  if (searches.length === 0) return [];
  const parts = searches.map(({ search, from, figures: own }, i): Block[] => {
    const { headings, rows } = bestTrialRows(search);
    const named = rows.map(({ isChosen, cells: [rank, ...cells] }) => [
      isChosen ? `${rank} (chosen)` : rank,
      ...cells,
    ]);
    return [
      ...(from === null ? [] : [part(from)]),
      paragraph(unbroken(searchSentence(search))),
      ...(rows.length === 0
        ? []
        : [table(numbered('search', i), 'The best trials', { headings, rows: named })]),
      ...own.flatMap(({ name, title = name }) => figures(title, figuresTogether(content, name))),
    ];
  });
  return [section('Search'), ...parts.flat()];
}

/** The i-th of several of a name, e.g. `columns` and `columns-2`. */
export function numbered(name: string, i: number): string {
  return i === 0 ? name : `${name}-${i + 1}`;
}
