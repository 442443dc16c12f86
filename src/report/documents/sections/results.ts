import { accuracyWords, optimumWords, summaryRows, summaryWords } from '../../rows/summary-rows';
import { percent, unbroken } from '../../text/format';
import { leadWords } from '../../text/report-title';
import { piecesOf } from '../../text/words';
import { list, note, paragraph, section, table } from '../blocks';
import type { DocumentContent } from '../content';
import type { Block } from '../document';

/** The test accuracy of the chosen run, and the table that the assignment asks for. */
export function resultsSection(content: DocumentContent): Block[] {
  const { runs, origins, chosen } = content;
  const { headings, rows } = summaryRows(runs);
  const names = runs.map(({ label }, i) =>
    [
      `${unbroken(label.short)}${i === chosen && runs.length > 1 ? ' (chosen)' : ''}`,
      ...rows[i].settings,
    ].join(', '),
  );
  const words = summaryWords(runs, origins);
  return [
    section('Results'),
    paragraph(leadWords(content)),
    ...(chosen === null ? [] : [accuracyOf(content, chosen)]),
    table('results', 'Results of each run', {
      headings,
      rows: rows.map(({ cells }, i) => [names[i], ...cells]),
    }),
    ...(words === '' ? [] : [note(words)]),
    ...list(optimumWords(runs).map((one) => one.words)),
  ];
}

function accuracyOf({ runs, origins }: DocumentContent, chosen: number): Block {
  const run = runs[chosen];
  const accuracy = percent(run.run.test?.accuracy ?? NaN);
  const words = [
    { strong: unbroken(accuracy) },
    ' ',
    ...piecesOf(accuracyWords(run, origins)),
    ...(runs.length > 1 ? [' It was chosen for the highest validation accuracy.'] : []),
  ];
  return paragraph(words);
}
