import { expect } from 'chai';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PNG } from 'pngjs';
import { fitCommand } from '../../src/cli/fit/fit-command';
import { LinearClassifier } from '../../src/library';
import { defaultRng } from '../../src/random';
import type { Results } from '../../src/report';
import { readResultsFile } from '../../src/report/storage/read-results';
import { expectPublishedForm } from '../support/published-form';
import type { Outcome } from '../support/run-bin';
import { captured } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

const IRIS = path.join(__dirname, '../fixtures/tables/iris.csv');
const LAMBDAS = ['--lambdas', '1,0.1,0.01,0.001'];

/** A table with columns of many kinds, a row without a label, and columns that can't help. */
const PEOPLE = [
  'id,age,colour,joined,constant,member',
  ...Array.from({ length: 40 }, (_, i) => {
    const isMember = i % 2 === 0;
    const age = i % 7 === 0 ? '' : 20 + i + (isMember ? 15 : 0);
    const colour = isMember ? 'red' : i % 3 === 0 ? 'red' : 'blue';
    const label = i === 5 ? '' : isMember ? 'yes' : 'no';
    return [i, age, colour, `2021-${String((i % 12) + 1).padStart(2, '0')}-03`, 1, label].join(',');
  }),
].join('\n');

describe('onelayer fit', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);

  const fitUntil = (said: RegExp, ...args: string[]): Promise<Outcome> =>
    captured((signal) => fitCommand(['node', 'onelayer', ...args], signal), said);
  const fit = (...args: string[]): Promise<Outcome> => fitUntil(/(?!)/, ...args);

  it('says what it understood and how good the classifier is, and saves it', async () => {
    const model = at('flowers.safetensors');
    const { code, stdout, stderr } = await fit(
      ...[IRIS, '--label', 'species', ...LAMBDAS, '--no-report', '--save', model],
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(
      /^data +.*iris\.csv: 150 rows; 3 classes of species: setosa 50, versic/m,
    );
    expect(stdout).to.match(
      /^ +4 columns as 4 features; numbers: sepal length, sepal width, petal/m,
    );
    expect(stdout).to.match(
      /^ +tested on 30 rows held out, .* 5 folds of the other 120, and fitted/m,
    );
    expect(stdout).to.match(
      /^accuracy +9\d\.\d\d % of 30 test rows \(\S+ % to \S+ % with a confidence of 95 %\); always saying setosa has 33\.33 %$/m,
    );
    expect(stdout).to.match(/^│ setosa +│ +10 │ +100\.00 % │ +100\.00 % │ +100\.00 % │$/m);
    expect(stdout).to.match(/^chosen +λ \S+: scikit-learn's C \S+, PyTorch's weight_decay \S+$/m);
    expect(stdout).to.match(/^optimum +J is at most \S+ above its minimum \(\S+ of it\)/m);
    expect(stdout).to.match(/^saved +.*flowers\.safetensors$/m);
    expect(stdout).to.match(
      /^predict +.*onelayer predict .*flowers\.safetensors'? .*iris\.csv'?$/m,
    );
    const classifier = await LinearClassifier.load(model);
    expect(classifier.classes).to.deep.equal(['setosa', 'versicolor', 'virginica']);
    expect(readdirSync(folder())).to.deep.equal(['flowers.safetensors']);
  });

  it('writes classifier, results and report of a table of many kinds', async () => {
    writeFileSync(at('people.csv'), PEOPLE);
    const out = at('out');
    const { code, stdout, stderr } = await fit(
      ...[at('people.csv'), '--label', 'member', ...LAMBDAS, '--out', out, '--quiet'],
    );
    expect(code, stderr).to.equal(0);
    expect(stdout)
      .to.match(/^accuracy +/)
      .and.not.to.match(/^(data|saved|report)/m);
    for (const file of ['model.safetensors', 'results.json', 'report.html']) {
      expect(existsSync(path.join(out, file)), file).to.equal(true);
    }
    const results = path.join(out, 'results.json');
    const read = readResultsFile(results);
    const content = read.content as Results;
    expectPublishedForm('results', JSON.parse(readFileSync(results, 'utf8')));
    expect(content.fit!.omitted).to.deep.equal([
      { name: 'id', why: 'identifier' },
      { name: 'constant', why: 'constant' },
    ]);
    expect(content.fit!.columns!.map(({ name, kind }) => [name, kind])).to.deep.equal([
      ['age', 'number'],
      ['colour', 'category'],
      ['joined', 'date'],
    ]);
    expect(content.fit!.heaviest!.map(({ name }) => name)).to.include.members([
      'age',
      'colour = red',
    ]);
    const page = readFileSync(path.join(out, 'report.html'), 'utf8');
    for (const title of ['What the data are', 'What speaks for each class', 'On the test set']) {
      expect(page).to.include(title);
    }
    expect(page).to.include('it numbers or names the rows').and.not.to.include('Learning curves');
  });

  it('takes folders of pictures, with templates in the report', async () => {
    const random = defaultRng(8);
    for (let i = 0; i < 24; i++) {
      const file = at(`pictures/${i % 2 === 0 ? 'dark' : 'light'}/${i}.png`);
      const png = new PNG({ width: 4, height: 4 });
      png.data.forEach((_, j) => {
        const grey = Math.floor(128 * random.random()) + (i % 2) * 100;
        png.data[j] = j % 4 === 3 ? 255 : grey;
      });
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, PNG.sync.write(png));
    }
    const out = at('out');
    const { code, stdout, stderr } = await fit(at('pictures'), '--lambdas', '1,0.1', '--out', out);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/^data +pictures: 24 rows; 2 classes: dark 12, light 12$/m);
    expect(stdout).to.match(/^ +pictures of 4 × 4 pixels/m);
    const page = readFileSync(path.join(out, 'report.html'), 'utf8');
    expect(page).to.include('Learnt weights').and.not.to.include('What speaks for each class');
    expect(page).to.include('Surest hits');
    expect(stdout).to.match(/^ +It is at the edge of what was tried: a better one may lie beyond/m);
  });

  it('gives other programs JSON', async () => {
    const { code, stdout, stderr } = await fit(
      ...[IRIS, '--label', 'species', ...LAMBDAS, '--no-report', '--json', '--seed', '3'],
      ...['--validation', '0.25', '--test', '40', '--one-standard-error'],
    );
    expect(code, stderr).to.equal(0);
    const { understood, test, search, certificate, elsewhere } = JSON.parse(stdout) as {
      understood: { training: number; validation: object };
      test: { samples: number; interval: { low: number } };
      search: { rule: string };
      certificate: { isReached: boolean };
      elsewhere: { C: number };
    };
    expect(understood).to.deep.include({ training: 110, validation: { rows: 28, folds: null } });
    expect(test.samples).to.equal(40);
    expect(test.interval.low).to.be.within(0.5, 1);
    expect(search.rule).to.equal('one-standard-error');
    expect(certificate.isReached).to.equal(true);
    expect(elsewhere.C).to.be.above(0);
  });

  it('says what the reader took for granted', async () => {
    writeFileSync(
      at('plain.csv'),
      Array.from({ length: 20 }, (_, i) => `${i % 7},${i % 2}`).join('\n'),
    );
    const { code, stdout } = await fit(at('plain.csv'), '--lambdas', '1', '--no-report');
    expect(stdout).to.match(
      /^ +.*plain\.csv: line 1 is taken for data, not for a header: columns are/m,
    );
    expect(code).to.equal(0);
  });

  it('is stopped by Ctrl-C, and has written nothing', async () => {
    const { stdout } = await fitUntil(/^backend/m, IRIS, '--label', 'species', '--out', at('out'));
    expect(stdout).not.to.match(/^accuracy/m);
    expect(readdirSync(folder())).to.deep.equal([]);
  });

  for (const [args, code, message] of [
    [['none.csv', '--label', 'y'], 1, /^error: none\.csv: there is no such file$/m],
    [[IRIS, '--label', 'specie'], 1, /iris\.csv: expected a column of labels "specie", got "sepal/],
    [
      [IRIS, '--label', 'species', '--folds', '3', '--validation', '9'],
      2,
      /'--folds' can't be comb/,
    ],
    [
      [IRIS, '--label', 'species', '--save', 'm.txt'],
      2,
      /^error: --save: expected a name that ends/,
    ],
    [[IRIS, '--label', 'species', '--seconds', '0'], 2, /--seconds/],
    [
      [IRIS, '--label', 'species', '--test', '150'],
      2,
      /test: expected an integer from 0 to 149, got/,
    ],
    [[], 2, /missing required argument 'data'/],
  ] as const) {
    it(`refuses ${args.slice(1).join(' ')}`, async () => {
      const outcome = await fit(...args, '--no-report');
      expect(outcome.stderr).to.match(message);
      expect(outcome.stderr).not.to.match(/^ {4}at /m);
      expect(outcome.code).to.equal(code);
    });
  }
});
