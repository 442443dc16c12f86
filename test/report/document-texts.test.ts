import { expect } from 'chai';
import { createRequire } from 'node:module';
import { table } from '../../src/report/documents/blocks';
import {
  escapeLatex,
  latexCode,
  latexHeading,
} from '../../src/report/documents/latex/escape-latex';
import { latexTable } from '../../src/report/documents/latex/latex-table';
import { markdownWords } from '../../src/report/documents/markdown/escape-markdown';
import { markdownTable } from '../../src/report/documents/markdown/write-markdown';
import { plainLine } from '../../src/report/documents/plain-text';
import { HOSTILE_NAMES } from '../support/hostile-names';

/** A reader of GitHub's Markdown, with raw HTML and links of addresses: the documentation tool's own. */
const MarkdownIt = createRequire(require.resolve('typedoc'))('markdown-it') as new (
  options: object,
) => { readonly render: (text: string) => string };
const markdown = new MarkdownIt({ html: true, linkify: true });

/** The text that HTML shows, and the names of its elements. */
function shown(html: string): { text: string; elements: string[] } {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return {
    elements: [...html.matchAll(/<(\w+)/g)].map(([, name]) => name),
    text: html
      .replace(/<[^>]*>/g, '')
      .replace(/&(lt|gt|amp|quot);/g, (_, name: string) => entities[name])
      .trim(),
  };
}

describe('a text in Markdown', () => {
  for (const name of [...HOSTILE_NAMES, '# no heading', '+ no item', '2) no item', '=== a']) {
    it(`is read as it was written: ${JSON.stringify(name.slice(0, 40))}`, () => {
      const { text, elements } = shown(markdown.render(markdownWords(name)));
      expect(elements).to.deep.equal(['p']);
      expect(text).to.equal(plainLine(name));
    });
  }

  it('is bold or code where it is set apart', () => {
    const html = markdown.render(markdownWords([{ strong: '*a*:' }, ' b ', { code: '`c` <i>' }]));
    expect(html.trim()).to.equal('<p><strong>*a*:</strong> b <code>`c` &lt;i&gt;</code></p>');
  });

  it('keeps to its cell of a table', () => {
    const rows = HOSTILE_NAMES.map((name) => [name, '1']);
    const html = markdown.render(markdownTable(table('t', 'T', { headings: ['a', '|'], rows })));
    const cells = [...html.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => shown(cell));
    expect(cells.map(({ text }) => text)).to.deep.equal(
      rows.flatMap(([name]) => [plainLine(name), '1']),
    );
    expect(cells.flatMap(({ elements }) => elements)).to.deep.equal([]);
  });
});

describe('a text in LaTeX', () => {
  it('has no special character that isn’t escaped', () => {
    for (const name of HOSTILE_NAMES) {
      const rest = escapeLatex(name)
        .replace(/\\(?:[a-z]+|[{}$&#_%,])(?:\{[^{}\\]*\}|\{\\[A-Za-z]+\})?/g, '')
        .replaceAll('{}', '');
      expect(rest, name).to.match(/^[^\\{}$&#%^_~"<>|`]*$/);
    }
  });

  it('has formulae for Greek letters and signs, and the codes of what pdflatex has no sign for', () => {
    expect(escapeLatex('λ ‖W‖ ≤ √2')).to.equal(
      '\\ensuremath{\\lambda} \\ensuremath{\\Vert}W\\ensuremath{\\Vert} \\ensuremath{\\leq} \\ensuremath{\\surd}2',
    );
    expect(escapeLatex('é ß 猫 🙂')).to.equal('é ß \\otherchar{732B} \\otherchar{1F642}');
  });

  it('joins no hyphens, commas or quotation marks, and breaks what has no spaces', () => {
    expect(escapeLatex("--a,,b''")).to.equal("-{}-a,{},b'{}'");
    expect(
      escapeLatex('x'.repeat(45))
        .split('\\allowbreak{}')
        .map(({ length }) => length),
    ).to.deep.equal([20, 20, 5]);
  });

  it('keeps spaces and quotation marks of what is typed', () => {
    expect(latexCode("a  'b'")).to.equal('\\texttt{a\\  \\textquotesingle{}b\\textquotesingle{}}');
  });

  it('has plain letters among the bookmarks', () => {
    expect(latexHeading('Results (2)')).to.equal('Results (2)');
    expect(latexHeading('λ & 猫')).to.equal(
      '\\texorpdfstring{\\ensuremath{\\lambda} \\& \\otherchar{732B}}{lambda  }',
    );
  });
});

describe('a table in LaTeX', () => {
  const long = Array.from({ length: 60 }, (_, i) => [`row ${i}`, String(i)]);

  it('stands alone: booktabs, a heading in two lines, cells that begin with a bracket', () => {
    const rows = [['[12pt]', '1.5']];
    const headings = ['a', 'validation accuracy'];
    expect(latexTable(table('t', 'Of 100 %', { headings, rows })).split('\n')).to.deep.equal([
      '% Of 100 %',
      '% Needs \\usepackage[T1]{fontenc} and \\usepackage{booktabs}.',
      '\\begin{tabular}{lr}',
      '\\toprule',
      'a & \\shortstack[r]{validation\\\\accuracy} \\\\',
      '\\midrule',
      '{}[12pt] & 1.5 \\\\',
      '\\bottomrule',
      '\\end{tabular}',
    ]);
  });

  it('goes on on the next page if it is long, and wraps what is wide', () => {
    const headings = ['name', 'number'];
    expect(latexTable(table('t', 'T', { headings, rows: long })))
      .to.include('\\begin{longtable}{lr}')
      .and.include('\\caption{T}');
    expect(latexTable(table('t', 'T', { headings, rows: [['x'.repeat(200), '1']] }))).to.match(
      /\\begin\{tabular\}\{>\{\\raggedright\\arraybackslash\}p\{0\.84\\linewidth\}r\}/,
    );
  });

  it('defines the sign of other characters, where it has one', () => {
    const with_ = (name: string) =>
      latexTable(table('t', 'T', { headings: ['a'], rows: [[name]] }));
    expect(with_('猫')).to.include('\\providecommand{\\otherchar}');
    expect(with_('cat')).to.not.include('otherchar');
  });
});
