import { expect } from 'chai';
import path from 'node:path';
import { fitCommand } from '../../src/cli/fit/fit-command';
import { writeIn } from './picture-folders';
import { captured } from './run-here';
import { temporaryFolder } from './temporary-folder';

export const HEADER = ['girth', 'height', 'tree'];

/** Forty trees: the girth tells an oak from an elm, the height doesn't. */
export const TREES = Array.from({ length: 40 }, (_, i) => {
  const isOak = i % 2 === 1;
  const girth = ((isOak ? 10 : 30) + ((i * 7) % 11) / 2).toFixed(1);
  return [girth, (5 + ((i * 5) % 13) / 4).toFixed(2), isOak ? 'oak' : 'elm'];
});

const ROWS = [HEADER, ...TREES];

/** The lines of the table: a header, and forty trees. */
export const LINES = ROWS.map((row) => row.join(','));

export const textOf = (lines: readonly string[] = LINES, end = '\n'): string =>
  lines.map((line) => line + end).join('');

/** The table with another delimiter, and other cells in its rows. */
export const csv = (
  cellsOf: (row: readonly string[], i: number) => readonly string[] = (row) => row,
  delimiter = ',',
): string => textOf([HEADER, ...TREES.map(cellsOf)].map((row) => row.join(delimiter)));

/** The table with another line, counted from 1. */
export const withLine = (number: number, line: string): string =>
  textOf(LINES.with(number - 1, line));

/** The table with a line more. */
export const insert = (number: number, ...lines: string[]): string =>
  textOf(LINES.toSpliced(number - 1, 0, ...lines));

/** The table with another girth in line 7. */
export const withGirth = (cell: string): string =>
  textOf(ROWS.with(6, ROWS[6].with(0, cell)).map((row) => row.join(',')));

/** The table with a column more, called `more`. */
export const withColumn = (cellOf: (i: number) => string, name = 'more'): string =>
  textOf(ROWS.map(([girth, height, tree], i) => [girth, height, i === 0 ? name : cellOf(i - 1), tree].join(','))); // prettier-ignore

/** The table with other labels. */
export const withLabels = (labelOf: (isOak: boolean, i: number) => string): string =>
  csv((row, i) => row.with(2, labelOf(i % 2 === 1, i)));

/** What is said of the table; its accuracy is 100 %. */
export const FORTY = /: 40 rows; 2 classes of tree: elm 20, oak 20\n +2 columns as 2 features; numbers: girth, height\n/; // prettier-ignore

/** Files by their names, or the content of one. */
export type Content = string | Uint8Array | Readonly<Record<string, string | Uint8Array>>;

/** A name, what it has, what is said of it, and arguments in place of `--label tree`. */
export type OddFile = readonly [
  name: string,
  content: Content,
  said: RegExp,
  args?: readonly string[],
];

/** Tests that `fit` understands files, or refuses them in one sentence that names them. */
export function testOddFiles(
  understood: readonly OddFile[],
  refused: readonly OddFile[],
  label: readonly string[] = ['--label', 'tree'],
): void {
  const folder = temporaryFolder();
  const fit = async ([name, content, , args = label]: OddFile) => {
    const isOne = typeof content === 'string' || content instanceof Uint8Array;
    for (const [own, bytes] of Object.entries(isOne ? { [name]: content } : content)) {
      writeIn(folder(), own, bytes);
    }
    const file = path.join(folder(), name);
    const argv = ['node', 'onelayer', file, ...args, '--no-report', '--lambdas', '0.1'];
    const outcome = await captured((signal) => fitCommand(argv, signal));
    const plain = (text: string): string => text.replaceAll(path.join(folder(), '/'), '');
    return { ...outcome, stdout: plain(outcome.stdout), stderr: plain(outcome.stderr) };
  };

  for (const one of understood) {
    it(`${one[0]}: ${String(one[2])}`, async () => {
      const { code, stdout, stderr } = await fit(one);
      expect(code, stderr).to.equal(0);
      expect(stdout + stderr).to.match(one[2]);
      expect(stdout).to.match(one[2] === FORTY ? /^accuracy +100\.00 % of /m : /^accuracy +\d/m);
    });
  }

  for (const one of refused) {
    it(`${one[0]} is refused: ${String(one[2])}`, async () => {
      const { code, stderr } = await fit(one);
      const [error, ...others] = stderr.trimEnd().split('\n');
      expect(error)
        .to.match(/^error: /)
        .and.match(one[2]);
      expect(error).to.include(path.parse(one[0]).name);
      expect(others).to.deep.equal([]);
      expect(code).to.be.oneOf([1, 2]);
    });
  }
}
