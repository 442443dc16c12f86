import {
  csv,
  FORTY,
  insert,
  LINES,
  testOddFiles,
  textOf,
  TREES,
  withColumn,
  withLabels,
  withLine,
} from '../../support/odd-files';

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const MARK = '\ufeff';
const commas = (row: readonly string[]): string[] => row.map((cell) => cell.replace('.', ','));
const oaks = (oak: string): string => withLabels((isOak) => (isOak ? oak : 'elm'));

describe('fit reads the odd text of a table', function () {
  this.timeout(60_000);
  testOddFiles(
    [
      ['utf8-mark.csv', MARK + textOf(), FORTY],
      ['utf16-mark.csv', utf16(MARK + textOf()), FORTY],
      ['utf16.csv', utf16(textOf()), FORTY],
      ['utf16-big-endian.csv', utf16(MARK + textOf()).swap16(), FORTY],
      ['utf16-big-endian-no-mark.csv', utf16(textOf()).swap16(), FORTY],
      ['crlf.csv', textOf(LINES, '\r\n'), FORTY],
      ['cr.csv', textOf(LINES, '\r'), FORTY],
      ['mixed-ends.csv', LINES.map((line, i) => line + ['\n', '\r\n', '\r'][i % 3]).join(''), FORTY],
      ['no-last-end.csv', textOf().trimEnd(), FORTY],
      ['semicolons.csv', csv((row) => row, ';').replace(/,/g, ';'), FORTY],
      ['tabs.csv', textOf(LINES.map((line) => line.replaceAll(',', '\t'))), FORTY],
      ['bars.csv', textOf(LINES.map((line) => line.replaceAll(',', '|'))), FORTY],
      ['commas.tsv', textOf(), FORTY],
      ['excel.csv', `sep=;\r\n${textOf(LINES.map((line) => line.replaceAll(',', ';')), '\r\n')}`, FORTY],
      ['decimal-commas.csv', textOf([LINES[0].replaceAll(',', ';'), ...TREES.map((row) => commas(row).join(';'))]), FORTY],
      ['blanks.csv', textOf(LINES.map((line) => `  ${line.replaceAll(',', ' , ')} `)), FORTY],
      ['blanks-and-quotes.csv', textOf(LINES.map((line) => line.split(',').map((cell) => `"${cell}"`).join(', '))), FORTY],
      ['delimiter-at-the-end.csv', textOf(LINES.map((line) => `${line},`)), /left out: column 4 \(empty\)/],
      ['blank-lines.csv', insert(9, '', '   '), FORTY],
      ['total.csv', `${textOf()}total,200,\n`, /: 40 rows, 1 more without a label left out;/],
      ['break-in-quotes.csv', oaks('"red\noak"'), /: elm 20, red\\u\{a\}oak 20\n/],
      ['quotes-in-quotes.csv', oaks('"an ""oak"""'), /: an "oak" 20, elm 20\n/],
      ['long-cell.csv', withColumn((i) => (i === 5 ? 'x'.repeat(1e6) : 'ab'[i % 2])), /categories: more\n/],
    ],
    [
      ['empty.csv', '', /: expected at least one row of data, got none$/],
      ['blank.csv', '\n\n   \n', /: expected at least one row of data, got none$/],
      ['header.csv', `${LINES[0]}\n`, /: expected at least one row of data, got none$/],
      ['short-line.csv', withLine(7, '10,oak'), /: line 7: expected 3 cells, as in the header, got 2$/],
      ['long-line.csv', withLine(7, '10,5,oak,1'), /: line 7: expected 3 cells, as in the header, got 4$/],
      ['unclosed.csv', withLine(7, '"10,5,oak'), /: line 7, column 1: expected a closing quote, got the end of the file$/],
      ['quote-inside.csv', withLine(7, '10,5"x,oak'), /: line 7, column 2: expected a quote at the beginning of the cell alone/],
      ['quote-and-more.csv', withLine(7, '"10"x,5,oak'), /: line 7, column 1: expected the end of the cell after its closing quote/],
      ['zero-byte.csv', withLine(7, '1\0,5,oak'), /: line 7: expected text, got a NUL byte$/],
      ['zero-byte-far-below.csv', textOf([...Array.from({ length: 20_000 }, (_, i) => LINES[i % 41 || 1]).with(0, LINES[0]), '10,5\0,oak']), /: line 20001, column 2: expected text, got a NUL byte$/],
      ['zeros.csv', Buffer.alloc(5000), /: expected CSV, got bytes of no known format$/],
      ['latin1-label.csv', latin1(oaks('chêne')), /: line 3, column 3 \("tree"\): expected text in UTF-8, got "ch\ufffdne"$/],
      ['latin1-name.csv', latin1(withLine(1, 'girth,höhe,tree')), /: line 1, column 2: expected a name in UTF-8, got "h\ufffdhe"$/],
      ['latin1-cell.csv', latin1(withColumn((i) => (i % 3 ? 'grün' : 'rot'))), /: line 3, column 3 \("more"\): expected text in UTF-8/],
      ['utf16-cut.csv', Buffer.concat([utf16(MARK + textOf()), Buffer.of(65)]), /: expected text in UTF-8 or UTF-16: it is damaged or truncated$/],
      ['utf32.csv', Buffer.from(Array.from(MARK + textOf()).flatMap((own) => [...utf16(own), 0, 0])), /: expected CSV, got text in UTF-32: save it in UTF-8$/],
      ['spaces.csv', textOf(LINES.map((line) => line.replaceAll(',', ' '))), /: line 1: expected cells between commas, semicolons, tabs or bars, one of them "tree", got "girth height tree"$/],
      ['mixed-delimiters.csv', withLine(7, '10;5;oak'), /: line 7: expected 3 cells, as in the header, got 1$/],
      ['decimal-commas-between-commas.csv', csv(commas), /: line 2: expected 3 cells, as in the header, got 5$/],
      ['delimiter-at-the-end-of-rows.csv', textOf(LINES.map((line, i) => (i ? `${line},` : line))), /: line 2: expected 3 cells, as in the header, got 4$/],
      ['comment.csv', insert(1, '# trees of 2020'), /: line 1: expected the names of the columns, got "# trees of 2020"; line 2 has them: delete what is before it$/],
      ['comment-with-commas.csv', insert(1, '# girth in cm, height in m, both measured'), /; line 2 has them: /],
      ['title.csv', insert(1, 'Trees of 2020,,', ''), /: line 1: .*got "Trees of 2020"; line 3 has them: /],
      ['comment-between.csv', insert(10, '# half of them'), /: line 10: expected 3 cells, as in the header, got 1$/],
      ['header-again.csv', insert(10, LINES[0]), /: line 10, column "girth": expected a number, .* got "girth": correct it/],
      ['second-table.csv', `${textOf()}\nname,x,y,z\n`, /: line 43: expected 3 cells, as in the header, got 4$/],
      ['markdown.csv', textOf(LINES.map((line) => `| ${line.replaceAll(',', ' | ')} |`).toSpliced(1, 0, '|---|---|---|')), /: line 2, column "girth": expected a number, .* got "---"/],
      ['cells.csv', `a,tree\n${','.repeat(300_000)}\n`, /: line 2: expected at most 262144 cells, got more$/],
      ['long-line-of-a-quote.csv', withLine(7, `"${'x'.repeat(2e7)}",5,oak`), /: line 7: expected at most 16777216 bytes, got more, as of a quote that is not closed$/],
      ['program.py', 'import numpy as np\nprint(1)\n', /: line 1: expected cells between commas, .* got "import numpy as np"$/],
    ],
  ); // prettier-ignore
});
