import { expect } from 'chai';
import { table } from '../../src/report/text/table';
import { columnsOf, textWidth } from '../../src/report/text/width';
import { barText } from '../../src/cli/terminal/bar';
import { fitted } from '../../src/cli/terminal/fitted';
import { SUBCOMMANDS } from '../../src/cli/onelayer/subcommands';
import { runHere } from '../support/run-here';

/** Fails if a line of several words is wider than so many columns. */
function expectToFit(text: string, columns: number): void {
  const lines = text.split('\n').filter((line) => !/^[ >]*(\S+|'.*')( \\)?$/.test(line));
  for (const line of lines) expect(textWidth(line), line).to.be.at.most(columns);
}

describe('columnsOf', () => {
  const cases: [string, { isTTY?: boolean; columns?: number }, string | undefined, unknown][] = [
    ['a terminal’s own columns', { isTTY: true, columns: 60 }, '90', 60],
    ['COLUMNS on a terminal that says 0', { isTTY: true, columns: 0 }, '90', 90],
    ['80 where nobody tells', { isTTY: true }, undefined, 80],
    ['COLUMNS off a terminal', {}, '90', 90],
    ['none off a terminal', {}, undefined, undefined],
    ['none for nonsense', {}, 'wide', undefined],
  ];
  for (const [title, screen, COLUMNS, columns] of cases) {
    it(`is ${title}`, () => expect(columnsOf(screen, { COLUMNS })).to.equal(columns));
  }
});

describe('fitted', () => {
  const BANNER =
    'backend   openblas 0.3.21 (Haswell), 2 threads: the native addon loaded from build/Release';

  it('breaks lines at words, and indents what follows as far as the text after the label', () => {
    expect(fitted(BANNER, 60).split('\n')).to.deep.equal([
      'backend   openblas 0.3.21 (Haswell), 2 threads: the native',
      '          addon loaded from build/Release',
    ]);
    expect(fitted('error: a.csv: it has no rows at all', 31)).to.equal(
      'error: a.csv: it has no rows at\n       all',
    );
  });

  it('splits no word, and keeps a number with its unit', () => {
    const text = 'the validation accuracy is 39.13 % after 12 s of work';
    for (let columns = 12; columns < 60; columns++) {
      const lines = fitted(text, columns).split('\n');
      expect(lines.map((line) => line.trim()).join(' ')).to.equal(text);
      expect(lines.join('\n')).to.not.match(/39\.13\n|12\n/);
      expectToFit(lines.join('\n'), columns);
    }
  });

  it('breaks a command so that it can be copied', () => {
    expect(fitted('  $ onelayer train --all-batches --flips --schedule cosine', 40)).to.equal(
      '  $ onelayer train --all-batches \\\n    --flips --schedule cosine',
    );
    expect(fitted(`$ curl http://host/predict -d '{"row": [1.6, 0.3]}'`, 30)).to.equal(
      `$ curl http://host/predict \\\n  -d '{"row": [1.6, 0.3]}'`,
    );
    const advice = fitted(
      'error: pictures need sharp; to install: npm install sharp@0.35.5 vega@6',
      44,
    );
    expect(advice).to.match(/to\n? *install:\n {2}npm install sharp@0\.35\.5 vega@6$/);
  });

  it('leaves text as it is where it fits, and where it may be of any width', () => {
    expect(fitted(BANNER, undefined)).to.equal(BANNER);
    expect(fitted(BANNER, 120)).to.equal(BANNER);
  });
});

describe('table', () => {
  const HEAD = ['class', 'samples', 'precision', 'largest relative'];
  const ROWS = [
    ['東京タワー', '1000', '40.00 %', '1.2e-7'],
    ['cat', '1000', '–', '0'],
  ];

  it('keeps its border and lines up wide signs where there is room', () => {
    const lines = table(HEAD, ROWS, 'left', 80).split('\n');
    expect(new Set(lines.map(textWidth)).size).to.equal(1);
    expect(lines[0]).to.match(/^┌─+┬/);
    expect(table(HEAD, ROWS, 'left', undefined)).to.equal(lines.join('\n'));
  });

  it('fits any terminal: wraps headings, drops the border, becomes a list, with all values whole', () => {
    for (let columns = 26; columns < 80; columns++) {
      const text = table(HEAD, ROWS, 'left', columns);
      expectToFit(text, columns);
      for (const value of ROWS.flat()) expect(text).to.include(value);
    }
    expect(table(HEAD, ROWS, 'left', 52)).to.match(/^┌[^]*│ +largest │\n│ .*│ +relative │/);
    expect(table(HEAD, ROWS, 'left', 40)).to.not.match(/[│┌]/);
    expect(table(HEAD, ROWS, 'left', 30)).to.match(/^class 東京タワー\n {2}samples {11}1000\n/);
  });
});

describe('barText', () => {
  const content = {
    title: '4 runs',
    fraction: 0.37,
    facts: [['12 s left'], ['validation 23.6, 28.5, 28.4, 28.9 %', 'best 28.9 %'], ['9 epochs/s']],
  };

  it('fits any terminal, and shows the most important facts first', () => {
    for (let columns = 20; columns <= 130; columns++) {
      expectToFit(barText(content, columns, true), columns);
    }
    expect(barText(content, 40, true)).to.equal('4 runs ▕███     ▏ 37 %  12 s left');
    expect(barText(content, 60, true)).to.match(/ 37 % {2}12 s left {2}best 28\.9 %/);
    expect(barText(content, 120, true)).to.match(/validation 23\.6, .*28\.9 % {2}9 epochs\/s$/);
  });

  it('is as wide at any time, and in ASCII where the terminal has no Unicode', () => {
    const bar = (fraction: number, isUnicode: boolean) =>
      /[▕[](.*)[▏\]]/.exec(barText({ title: 't', fraction, facts: [] }, 80, isUnicode))![1];
    expect(bar(0.5, false)).to.equal('########........');
    for (const fraction of [0, 0.01, 0.999, 1, 1.2]) expect(bar(fraction, true)).to.have.length(16);
  });

  it('escapes what comes from a file', () => {
    const title = 'a\u001b[31mb';
    expect(barText({ title, fraction: 0, facts: [] }, 80, true)).to.include('a\\u{1b}[31mb');
  });
});

describe('help and errors on the command line', () => {
  const before = process.env.COLUMNS;
  afterEach(() => {
    if (before === undefined) delete process.env.COLUMNS;
    else process.env.COLUMNS = before;
  });

  for (const columns of [40, 60, 80, 120]) {
    it(`fit ${columns} columns, with all words whole`, async () => {
      for (const { name } of SUBCOMMANDS) {
        process.env.COLUMNS = '1000';
        const wide = (await runHere(name, '-h')).stdout;
        process.env.COLUMNS = String(columns);
        const { stdout } = await runHere(name, '-h');
        expectToFit(stdout, columns);
        const words = (text: string) => new Set(text.replaceAll(' \\\n', ' ').split(/\s+/));
        expect(words(stdout)).to.deep.equal(words(wide));
      }
      expectToFit((await runHere('-h')).stdout, columns);
    });
  }

  it('have options in groups, and say what may be chosen and the default', async () => {
    const { stdout } = await runHere('train', '--help');
    const groups = [...stdout.matchAll(/^(\S+):$/gm)].map(([, group]) => group);
    expect(groups).to.deep.equal([
      ...['Data', 'Training', 'Checkpoints', 'Output', 'Machine', 'Options', 'Examples'],
    ]);
    expect(stdout).to.match(/^ {2}--dtype <type> .*\(float32,\s+float64; default: float32\)$/m);
    expect(stdout).to.not.match(/default:\s+(false|true)/);
  });

  const hints: [string[], string][] = [
    [['predict'], "error: missing required argument 'model'"],
    [['train', '--lrr', '1'], "error: unknown option '--lrr'"],
    [['inspect', 'a', 'b'], 'error: too many arguments. Expected 1 argument but got 2.'],
    [['train', '--epochs'], "error: option '--epochs <count>' argument missing"],
  ];
  for (const [args, error] of hints) {
    it(`follow \`${args.join(' ')}\` by one line of usage and an example`, async () => {
      const [first, ...others] = (await runHere(...args)).stderr.trimEnd().split('\n');
      expect(first).to.equal(error);
      expect(others).to.have.length(2);
      expect(others[0]).to.match(new RegExp(`^usage: onelayer ${args[0]} \\[options\\]`));
      expect(others[1]).to.match(new RegExp(`^example: onelayer ${args[0]}`));
    });
  }

  it('are one line for a wrong value', async () => {
    const { stderr } = await runHere('train', '--epochs', '1.5');
    expect(stderr).to.equal('error: --epochs: expected a positive integer, got 1.5\n');
  });
});
