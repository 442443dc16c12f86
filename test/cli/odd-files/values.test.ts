import { csv, FORTY, LINES, testOddFiles, textOf, TREES, withColumn, withGirth, withLine } from '../../support/odd-files'; // prettier-ignore

const NO_NUMBER = 'expected a number, as nearly all others of the column are, got';
const day = (i: number): string => `1${i % 10}`;
const month = (i: number): string => `0${1 + (i % 9)}`;
const iso = (i: number): string => `2021-${month(i)}-${day(i)}`;
const numbers = (i: number): string => String((i * 7) % 30);

describe('fit reads odd values and columns', function () {
  this.timeout(60_000);
  testOddFiles(
    [
      ...['', 'NA', 'N/A', 'n/a', 'NaN', 'nan', '-nan', 'null', 'NULL', 'None', '?', '#N/A', '<NA>', '1.#QNAN'].map(
        (cell, i) => [`missing-${i}.csv`, withGirth(cell), /2 columns as 3 features; .*\n +missing values in girth \(1\)/] as const,
      ),
      ['plus.csv', withGirth('+32'), FORTY],
      ['small.csv', withGirth('1e-400'), FORTY],
      ['large.csv', csv((row) => row.with(0, `${row[0]}e300`)), FORTY],
      ['missing-in-half.csv', withColumn((i) => (i % 2 ? 'NA' : numbers(i))), /missing values in more \(20\)/],
      ['thousands.csv', withColumn((i) => `"${1 + (i % 9)},${200 + i}"`), /taken for texts: more \(1,200: write numbers as digits with a decimal point\)/],
      ['thousands-and-decimals.csv', withColumn((i) => `"${1 + (i % 9)}.${200 + i},5"`), /taken for texts: more \(1\.200,5: write numbers as/],
      ['euros.csv', withColumn((i) => `${numbers(i)}.5 €`), /taken for texts: more \(0\.5 €: write numbers as/],
      ['dollars.csv', withColumn((i) => `$${numbers(i)}`), /taken for texts: more \(\$0: write numbers as/],
      ['percent.csv', withColumn((i) => `${i % 4}%`), /categories: more\n +taken for texts: more \(0%: write numbers as/],
      ['decimal-commas-in-quotes.csv', csv(([girth, ...others]) => [`"${girth.replace('.', ',')}"`, ...others]), /taken for texts: girth \(30,0: write numbers as/],
      ['leading-zeros.csv', withColumn((i) => `0${1000 + (i % 4)}`), /features; .*categories: more\n(?! +taken)/],
      ['dates.csv', withColumn(iso), /dates: more\n/],
      ['dates-of-three-forms.csv', withColumn((i) => [iso(i), `${day(i)}.${month(i)}.2021`, iso(i).replaceAll('-', '/')][i % 3]), /dates: more\n/],
      ['dates-of-two-days.csv', withColumn((i) => `${month(i)}/${month(i)}/2021`), /taken for texts: more \(01\/01\/2021 may mean two days: write dates as 2021-03-04\)/],
      ['dates-with-words.csv', withColumn((i) => `${day(i)} Mar 2021`), /taken for texts: more \(10 Mar 2021: write dates as 2021-03-04\)/],
      ['constant.csv', withColumn(() => '1'), /left out: more \(one value in all rows\)/],
      ['missing.csv', withColumn(() => ''), /left out: more \(empty\)/],
      ['numbered.csv', textOf(LINES.map((line, i) => `${i || 'id'},${line}`)), /left out: id \(numbers or names the rows\)/],
      ['pandas.csv', textOf(LINES.map((line, i) => `${i ? i - 1 : ''},${line}`)), /left out column 1, an index: it has no name in the header\n/],
      ['r.csv', textOf(LINES.map((line, i) => (i ? `"${i}",${line}` : line))), /left out column 1, an index: /],
      ['names.csv', withColumn((i) => `tree ${i} of ${i * 7919}`), /left out: more \(numbers or names the rows\)/],
      ['duplicate.csv', withColumn((i) => TREES[i][0]), /left out: more \(the same as girth\)/],
      ['giveaway.csv', withColumn((i) => 'EO'[i % 2]), /the label by other names: more \(leave it out/],
      ['numbers-for-names.csv', withLine(1, '0,1,tree'), /numbers: 0, 1\n/],
      ['names-of-objects.csv', withLine(1, '__proto__,constructor,tree'), /numbers: __proto__, constructor\n/],
      ['no-name.csv', withLine(1, 'girth,,tree'), /numbers: girth, column 2\n/],
      ['escape-codes.csv', withLine(1, 'girth,\u001b[31mred,tree'), /numbers: girth, \\u\{1b\}\[31mred\n/],
      ['no-header.csv', textOf(LINES.slice(1)), /2 classes of column 3: elm 20, oak 20\n +no-header\.csv: line 1 is taken for data, not for a header/, []],
      ['a-name-twice.csv', withLine(1, 'girth,girth,tree'), /: 40 rows; .*\n +1 column as 1 features/, ['--label', 'tree', '--without', '1']],
      ['wide.csv', textOf(LINES.map((line, i) => Array.from({ length: 2000 }, (_, j) => (i ? ((i * j * 7) % 11) + (i % 2) : `x${j}`)).join(',') + `,${line}`)), /numbers: x0, x1, /],
    ],
    [
      ...['-', '--', '.', 'na', 'none', 'missing', '#DIV/0!', '∞', '0x1F', '1_000', '−5', '1.5D3', '1/2', '<5', '(12)'].map(
        (cell, i) => [`no-number-${i}.csv`, withGirth(cell), new RegExp(`: line 7, column "girth": ${NO_NUMBER} `)] as const,
      ),
      ['infinite.csv', withGirth('inf'), /: line 7, column 1 \("girth"\): expected a finite number, got "inf"$/],
      ['infinity.csv', withGirth('-Infinity'), /: line 7, column 1 \("girth"\): expected a finite number, got "-Infinity"$/],
      ['too-large.csv', withGirth('1e400'), /: line 7, column 1 \("girth"\): expected a finite number, got "1e400"$/],
      ['minus-for-missing.csv', withColumn((i) => (i % 4 ? numbers(i) : '-')), /: line 2, column "more": .* got "-": correct it, leave the cell empty if it means a missing value/],
      ['a-day-that-is-none.csv', withColumn((i) => (i === 5 ? '2021-02-30' : iso(i))), /: line 7, column "more": expected a date, .* got "2021-02-30"/],
      ['missing-refused.csv', withGirth(''), /: line 7, column "girth": expected a value, got none$/, ['--label', 'tree', '--missing', 'error']],
      ['two-of-a-name.csv', withLine(1, 'girth,girth,tree'), /: expected each name once, got "girth" in columns 1 and 2: rename one, or leave it out by its index, 1$/],
      ['numbers-alone.csv', textOf(LINES.map((line, i) => `${i || 'id'},${line.split(',')[2]}`)), /: expected a column of features, got none that says anything; left out: id \(numbers or names the rows\)$/],
      ['labels-alone.csv', textOf(LINES.map((line) => line.split(',')[2])), /: expected a column of features, got none beside the labels$/],
    ],
  ); // prettier-ignore
});
