import { csv, LINES, testOddFiles, textOf, TREES, withLabels, withLine } from '../../support/odd-files'; // prettier-ignore

const oaks = (oak: string, elm = 'elm'): string => withLabels((isOak) => (isOak ? oak : elm));
const oneOf = (...names: string[]): string =>
  withLabels((isOak, i) => (isOak ? names[(i >> 1) % names.length] : 'elm'));

const QUANTITY = /warning: .*: 40 classes for 40 samples: labels like .* look like a quantity/;

describe('fit reads odd labels', function () {
  this.timeout(60_000);
  testOddFiles(
    [
      ['missing.csv', withLabels((isOak, i) => (i === 4 ? '' : isOak ? 'oak' : 'elm')), /: 39 rows, 1 more without a label left out; 2 classes/],
      ['blanks.csv', oneOf('oak', ' oak', 'oak\u00a0'), /: elm 20, oak 20\n/],
      ['cases.csv', oneOf('oak', 'Oak'), /warning: .*cases\.csv: the classes "Oak" and "oak" differ by upper and lower case alone: /],
      ['blanks-inside.csv', oneOf('red oak', 'red  oak'), /warning: .*the classes "red {2}oak" and "red oak" differ by blanks or /],
      ['accents.csv', oneOf('\u00e9', 'e\u0301'), /warning: .*how their letters are encoded alone/],
      ['booleans.csv', withLabels((isOak, i) => (i % 3 ? String(isOak) : String(isOak).toUpperCase())), /: false 20, true 20\n/],
      ['floats.csv', oneOf('1.0', '1').replaceAll('elm', '0e0'), /: 0 20, 1 20\n/],
      ['signs.csv', oaks('-1', '+1'), /: -1 20, 1 20\n/],
      ['zeros.csv', oaks('007', '0'), /: 0 20, 007 20\n/],
      ['yes-and-no.csv', oaks('NO', 'YES'), /: NO 20, YES 20\n/],
      ['pictures.csv', oaks('🌳', '🌲'), /: 🌲 20, 🌳 20\n/],
      ['objects.csv', oaks('__proto__', 'constructor'), /: __proto__ 20, constructor 20\n/],
      ['escapes.csv', oaks('\u001b[31mred'), /: \\u\{1b\}\[31mred 20, elm 20\n/],
      ['long.csv', oaks('o'.repeat(3000)), /: elm 20, o{39}… 20\n/],
      ['one-alone.csv', withLabels((isOak, i) => (i === 9 ? 'ash' : isOak ? 'oak' : 'elm')), /: ash 1, elm 20, oak 19\n/],
      ['quantities.csv', withLabels((_, i) => String(i * 1.25)), QUANTITY],
      ['counts.csv', withLabels((_, i) => String(i * 17)), QUANTITY],
      ['names.csv', withLabels((_, i) => `t${i}`), /warning: .*: labels like t0 and t1 look like a name or id of each sample/],
      ['last-column.csv', textOf(), /2 classes of tree/, []],
      ['by-index.csv', textOf(), /2 classes of tree/, ['--label', '2']],
      ['one-hot.csv', textOf(['girth,elm,oak', ...TREES.map(([girth, , tree]) => `${girth},${tree === 'elm' ? '1,0' : '0,1'}`)]), /2 classes: elm 20, oak 20\n/, ['--label', 'elm', '--label', 'oak']],
    ],
    [
      ['one-row.csv', textOf(LINES.slice(0, 2)), /: expected labels of at least 2 classes in column "tree", got "elm" alone$/],
      ['two-rows.csv', textOf(LINES.slice(0, 3)), /: expected at least 4 labelled rows to learn from, got 2$/],
      ['one-class.csv', oaks('oak', 'oak'), /: expected labels of at least 2 classes in column "tree", got "oak" alone$/],
      ['none-is-missing.csv', oaks('None'), /got "elm" alone, and 20 rows without a label$/],
      ['all-missing.csv', oaks('', ''), /: expected labels in column "tree", got none$/],
      ['misspelt.csv', textOf(), /: expected a column of labels "trees", got "girth", "height", "tree": is it "tree"\?$/, ['--label', 'trees']],
      ['another-case.csv', textOf(), /: expected a column of labels "Tree", .*: is it "tree"\?$/, ['--label', 'Tree']],
      ['absent.csv', textOf(), /: expected a column of labels "species", got "girth", "height", "tree"$/, ['--label', 'species']],
      ['no-header.csv', textOf(LINES.slice(1)), /: expected a column of labels "tree", got "column 1", "column 2", "column 3"$/],
      ['twice.csv', withLine(1, 'girth,tree,tree'), /: expected each name once, got "tree" in columns 2 and 3/],
      ['one-hot-twice.csv', csv(([girth]) => [girth, '1', '1']), /: line 2: expected 1 in one of the columns of labels, got it in "height" and "tree"$/, ['--label', 'height', '--label', 'tree']],
    ],
  ); // prettier-ignore
});
