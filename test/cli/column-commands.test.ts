import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { LinearClassifier } from '../../src';
import type { EvaluationRecord } from '../../src/cli/evaluate/evaluation-record';
import type { Inspection } from '../../src/cli/inspect/inspection';
import { PREPARATION, RECORDS, trainOnRecords } from '../support/prepared';
import { runBin } from '../support/run-bin';
import { runHere } from '../support/run-here';
import type { PredictionLine } from './prediction-line';

type Row = Readonly<Record<string, string | number | boolean | null>>;

const NAMES = Object.keys(RECORDS[0]);

/** Rows as CSV, with these columns. */
const csvOf = (rows: readonly Row[], names: readonly string[], delimiter = ','): string =>
  [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]
    .map((cells) => `${cells.join(delimiter)}\n`)
    .join('');

describe('the commands that use a classifier of columns', () => {
  let folder: string;
  let model: string;
  let classifier: LinearClassifier;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    model = path.join(folder, 'plans.safetensors');
    classifier = await trainOnRecords({ backend: 'js' });
    await classifier.save(model);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, content: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const linesOf = (text: string): PredictionLine[] =>
    text.trimEnd().split('\n').map((line) => JSON.parse(line) as PredictionLine); // prettier-ignore

  function expectPredictions(lines: readonly PredictionLine[], rows: readonly Row[]): void {
    const expected = classifier.topK(rows, 3);
    expect(lines).to.have.length(rows.length);
    lines.forEach(({ label, sample, top }, i) => {
      expect({ label, sample }).to.deep.equal({ label: expected[i][0].label, sample: i });
      top.forEach((own, k) => expect(own.probability).to.be.closeTo(expected[i][k].probability, 1e-6)); // prettier-ignore
    });
  }

  /** One has a category that is new, one lacks a value that none lacked. */
  const odd = RECORDS.map((own, i): Row => ({
    ...own,
    ...(i === 1 && { colour: 'ochre' }),
    ...(i === 2 && { height: null }),
    notes: `n${i}`,
  }));

  it('predict takes columns in any order, in a process of its own, and says what is new to it', async () => {
    const names = [...NAMES.filter((name) => name !== 'plan'), 'notes'].reverse();
    const file = write('new.csv', csvOf(odd, names, ';'));
    const { code, stdout, stderr } = await runBin('onelayer', ['predict', model, file, '--json']);
    // Without the addon, a note says so first.
    const notes = stderr.split('\n').filter((line) => line !== '' && !line.includes('backend js'));
    expect([code, notes]).to.deep.equal([
      0,
      [
        `note: ${file}: left out "notes": no columns of the classifier`,
        `note: ${file}: rows with categories that are rare or new to the classifier: ${1 + countOf('mauve')} in column "colour"; rows without a value, which no row lacked in training: 1 in column "height"`,
      ],
    ]);
    expectPredictions(linesOf(stdout), odd);
  });

  const countOf = (colour: string): number => odd.filter((row) => row.colour === colour).length;

  it('predict reads JSON Lines', async () => {
    const file = write('rows.jsonl', RECORDS.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const { stdout, code } = await runHere('predict', model, file, '--json', '--quiet');
    expect(code).to.equal(0);
    expectPredictions(linesOf(stdout), RECORDS);
  });

  it('predict --out keeps the lines of a CSV, and makes lines of other tables', async () => {
    const names = ['notes', 'height', 'colour', 'age', 'joined', 'member'];
    const csv = write('kept.csv', csvOf(odd, names, ';'));
    const out = path.join(folder, 'out.csv');
    const run = await runHere('predict', model, csv, '--out', out, '--quiet');
    expect(run).to.deep.equal({ code: 0, stdout: '', stderr: '' });
    const labels = classifier.predict(odd);
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(lines.shift()).to.equal(`${names.join(';')};label;probability`);
    const given = readFileSync(csv, 'utf8').split('\n').slice(1);
    lines.forEach((line, i) => expect(line.startsWith(`${given[i]};${labels[i]};0.`)).to.equal(true));
    const json = write('kept.json', JSON.stringify(RECORDS.map(({ age, ...own }) => ({ age, ...own }))));
    expect((await runHere('predict', model, json, '--out', out, '--quiet')).code).to.equal(0);
    const [header, first] = readFileSync(out, 'utf8').split('\n');
    expect(header).to.equal('age,id,joined,colour,member,height,plan,label,probability');
    const { id, age, joined, colour, member, height, plan } = RECORDS[0];
    expect(first).to.match(new RegExp(`^${[age, id, joined, colour, member, height, plan].join(',')},\\w+,0\\.`));
  }); // prettier-ignore

  it('predict --explain shows what each column adds, and all of it as JSON', async () => {
    const one = write('one.csv', csvOf(RECORDS.slice(0, 1), NAMES));
    const { label, contributions, score, bias } = classifier.explain(RECORDS[0]);
    const { stdout } = await runHere('predict', model, one, '--explain');
    const [bars, terms] = stdout.split('\n\n');
    expect(bars.trimEnd().split('\n')).to.have.length(3);
    const [sum, ...rest] = terms.trimEnd().split('\n');
    expect(sum).to.match(new RegExp(`^score of ${label}: [+-][\\d.e-]+, of which the bias [+-][\\d.e-]+, and$`));
    expect(rest.map((line) => line.split(' ')[0])).to.deep.equal(contributions.map(({ column }) => column));
    expect(rest[0]).to.match(/^\w+ +\S+ +[+-][\d.]+ {2}█+$/);
    const several = write('several.csv', csvOf(RECORDS.slice(0, 2), NAMES));
    const lines = (await runHere('predict', model, several, '--explain')).stdout.split('\n');
    expect(lines[1]).to.match(new RegExp(`^  ${label} by ${contributions[0].column} [+-][\\d.]+, .*, …$`));
    const [json] = linesOf((await runHere('predict', model, one, '--explain', '--json')).stdout);
    const { explanation } = json as unknown as { explanation: ReturnType<LinearClassifier['explain']> };
    expect(explanation.contributions.map(({ column }) => column)).to.deep.equal(contributions.map(({ column }) => column));
    expect(explanation.contributions.reduce((all, own) => all + own.contribution, explanation.bias)).to.equal(explanation.score);
    expect([explanation.score, explanation.bias]).to.deep.equal([score, bias]);
    const refused = await runHere('predict', model, one, '--explain', '--out', path.join(folder, 'no.csv'));
    expect([refused.code, refused.stderr]).to.deep.equal([2, "error: '--explain' prints, and '--out' writes to a file: give one of them\n"]);
  }); // prettier-ignore

  it('evaluate and export --calibrate-on find columns and labels by name', async () => {
    const turned = write('labelled.csv', csvOf(odd, ['notes', ...[...NAMES].reverse()]));
    const { code, stdout, stderr } = await runHere('evaluate', model, turned, '--json', '--quiet');
    expect([code, stderr]).to.deep.equal([0, '']);
    const { accuracy, samples } = JSON.parse(stdout) as EvaluationRecord;
    const labels = classifier.predict(odd);
    const right = RECORDS.filter(({ plan }, i) => plan === labels[i]).length;
    expect({ accuracy, samples }).to.deep.equal({ accuracy: right / 60, samples: 60 });
    const other = write('other.csv', csvOf(odd.map((row) => ({ ...row, truth: row.plan, plan: 'basic' })), [...NAMES, 'truth']));
    const named = await runHere('evaluate', model, other, '--label', 'truth', '--json', '--quiet');
    expect((JSON.parse(named.stdout) as EvaluationRecord).accuracy).to.equal(accuracy);
    const some = write('some.csv', csvOf(RECORDS.map((row, i) => (i < 2 ? { ...row, plan: '' } : row)), NAMES));
    const partly = await runHere('evaluate', model, some);
    expect(partly.stderr).to.match(/^note: .*some\.csv: left out 2 rows without a label$/m);
    expect(partly.stdout).to.match(/some\.csv, 58 samples/);
    const calibrated = path.join(folder, 'calibrated.json');
    const written = await runHere('export', model, calibrated, '--calibrate-on', turned, '--quiet');
    expect(written.code).to.equal(0);
    const { preparation, temperature } = JSON.parse(readFileSync(calibrated, 'utf8')) as Inspection;
    expect(preparation).to.deep.equal(PREPARATION);
    expect(temperature).to.not.equal(1);
    const onnx = path.join(folder, 'plans.onnx');
    expect(await runHere('export', model, onnx)).to.deep.equal({
      code: 0,
      stdout: `written    ${onnx}\n`,
      stderr: `note: ${onnx}: operators of ONNX can't read dates: the model takes their parts as numbers, "joined: year", "joined: month"\n`,
    });
  }); // prettier-ignore

  it('inspect shows the columns, and what is done where a value is missing', async () => {
    const { stdout } = await runHere('inspect', model);
    expect(stdout).to.match(/^columns {5}5, and the labels in plan$/m);
    expect(stdout).to.match(/^left out {4}id \(identifier\), size \(duplicate of height\)$/m);
    expect(stdout).to.match(/^ {12}age {5}number; where it is missing: 40, and a feature$/m);
    expect(stdout).to.match(/^ {12}colour {2}category: blue, green, red, others; where it is missing: a feature$/m); // prettier-ignore
    expect(stdout).to.match(/^ {12}joined {2}date: year, month; where it is missing: 2020, 6, and a feature$/m); // prettier-ignore
    const found = JSON.parse((await runHere('inspect', model, '--json')).stdout) as Inspection;
    expect(found.preparation).to.deep.equal(PREPARATION);
  });

  it('refuse with one sentence that names file, line and column', async () => {
    const cases: [string, string, RegExp][] = [
      ['without.csv', csvOf(odd, NAMES.filter((name) => name !== 'age')), /without\.csv: expected a column "age", got "/],
      ['text.csv', csvOf(odd.map((row, i) => (i === 4 ? { ...row, age: 'old' } : row)), NAMES), /text\.csv: line 6, column "age": expected a number, got "old"$/],
      ['empty.csv', `${NAMES.join(',')}\n`, /empty\.csv: expected at least one/],
    ];
    for (const [name, content, message] of cases) {
      const file = write(name, content);
      for (const command of ['predict', 'evaluate']) {
        const { code, stdout, stderr } = await runHere(command, model, file);
        expect([code, stdout], `${command} ${name}`).to.deep.equal([1, '']);
        expect(stderr.trimEnd()).to.match(message).and.match(/^error: [^\n]*$/);
      }
    }
    const stray = write('stray.csv', csvOf(odd.map((row, i) => (i === 3 ? { ...row, plan: 'gold' } : row)), NAMES));
    expect((await runHere('evaluate', model, stray)).stderr).to.match(/stray\.csv: line 5, column "plan": expected one of the classes "basic", .*got "gold"\n$/);
  }); // prettier-ignore
});
