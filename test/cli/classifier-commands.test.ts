import { expect } from 'chai';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { dataSet, LinearClassifier } from '../../src';
import type { EvaluationRecord } from '../../src/cli/evaluate/evaluation-record';
import type { Inspection } from '../../src/cli/inspect/inspection';
import { npy } from '../support/data-files';
import { runHere } from '../support/run-here';
import { saveClassifiers, type SavedClassifiers } from '../support/saved-classifiers';
import type { PredictionLine } from './prediction-line';

describe('the commands that use a classifier', function () {
  this.timeout(60_000);
  let folder: string;
  let saved: SavedClassifiers;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    saved = await saveClassifiers(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string): string => path.join(folder, name);
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(at(name), content);
    return at(name);
  };

  /** What a command that must do well prints. */
  async function output(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await runHere(...args);
    const others = stderr.replace(
      /^(?:warning: the temperature is 0\.001|note: these are the samples that .* trained on).*\n/,
      '',
    );
    expect([code, others]).to.deep.equal([0, '']);
    return stdout;
  }

  async function json<Content>(...args: string[]): Promise<Content> {
    return JSON.parse(await output(...args, '--json')) as Content;
  }

  describe('onelayer predict', () => {
    it('shows the classes of one sample with bars, best first', async () => {
      const file = write('one.csv', '2,1\n');
      const lines = (await output('predict', saved.flowers, file)).trimEnd().split('\n');
      expect(lines).to.have.length(2);
      expect(lines[0]).to.match(/^rose +9\d\.\d\d % {2}█+[▏▎▍▌▋▊▉]?$/);
      expect(lines[1]).to.match(/^tulip +\d\.\d\d %/);
      expect(await output('predict', saved.flowers, file, '--top', '1')).to.match(
        /^rose +99\..*\n$/,
      );
    });

    it('shows a line for each of several samples, and ignores a label that is named', async () => {
      const lines = (await output('predict', saved.flowers, saved.csv, '--label', 'kind')).trimEnd().split('\n'); // prettier-ignore
      expect(lines).to.have.length(40);
      expect(lines[0]).to.match(/flowers\.csv\[0\]: rose \d+\.\d\d %$/);
      expect(lines[1]).to.match(/flowers\.csv\[1\]: tulip \d+\.\d\d %$/);
    });

    it('prints a line of JSON for each, of the published shape, as the library predicts', async () => {
      const file = write('X.npy', npy(Float64Array.of(2, 1, -1, 3), [2, 2]));
      const lines = (await output('predict', saved.flowers, file, '--json')).trimEnd().split('\n');
      const classifier = await LinearClassifier.load(saved.flowers);
      const expected = classifier.topK([[2, 1], [-1, 3]], 2); // prettier-ignore
      lines.forEach((line, i) => {
        const { label, probability } = expected[i][0];
        expect(JSON.parse(line)).to.deep.equal({
          input: file,
          sample: i,
          label,
          probability,
          top: expected[i],
        });
      });
    });

    it('shows all classes where more are asked for', async () => {
      const file = write('one.csv', '2,1\n');
      const text = await output('predict', saved.flowers, file, '--top', '3');
      expect(text.trimEnd().split('\n')).to.have.length(2);
    });

    it('reads images as the training set had them, and scales others', async () => {
      const { pictureSet, pictures } = saved;
      const planes = pictureSet.X.subarray(0, 24);
      const pixels = Uint8Array.from(
        { length: 24 },
        (_, i) => planes[(i % 3) * 8 + Math.floor(i / 3)],
      );
      const picture = sharp(pixels, { raw: { width: 4, height: 2, channels: 3 } });
      const small = write('a.png', await picture.clone().png().toBuffer());
      const big = write('b.webp', await picture.clone().resize(40, 20, { kernel: 'nearest' }).webp({ lossless: true }).toBuffer()); // prettier-ignore
      const { code, stdout, stderr } = await runHere('predict', pictures, small, big, '--json');
      expect([code, stderr]).to.deep.equal([0, `note: ${big}: 40×20 pixels, scaled to 4×2\n`]);
      const [first, second] = stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as PredictionLine); // prettier-ignore
      const [best] = (await LinearClassifier.load(pictures)).topK(planes, 1);
      expect(first).to.include({ input: small, sample: null, label: best.label });
      expect(first.probability).to.be.closeTo(best.probability, 1e-6);
      expect(second).to.include({ input: big, label: best.label });
    });

    it('explains a picture by its pixels', async () => {
      const picture = write('red.png', await sharp({ create: { width: 4, height: 2, channels: 3, background: '#700' } }).png().toBuffer()); // prettier-ignore
      const text = await output('predict', saved.pictures, picture, '--explain');
      expect(text).to.match(/\n(red|green|blue) at [0-3],[01] +\d+ +[+-]\d/);
      expect(text).to.match(/\n14 others +[+-]\d/);
    });

    it('reads the images of a classifier that went through JSON', async () => {
      const file = at('pictures.json');
      await output('export', saved.pictures, file, '--quiet');
      const picture = write('grey.png', await sharp({ create: { width: 4, height: 2, channels: 3, background: '#777' } }).png().toBuffer()); // prettier-ignore
      const [here, there] = [
        await json<PredictionLine>('predict', saved.pictures, picture),
        await json<PredictionLine>('predict', file, picture),
      ];
      expect(there.label).to.equal(here.label);
      expect(there.probability).to.be.closeTo(here.probability, 1e-6);
    });
  });

  describe('onelayer evaluate', () => {
    it('tells accuracy, loss, calibration, dtype and recall', async () => {
      const text = await output('evaluate', saved.flowers, saved.csv, '--label', 'kind');
      expect(text).to.match(
        /^classifier .*flowers\.safetensors\nbackend .+\ndata .*flowers\.csv, 40 samples\n/,
      );
      expect(text).to.match(/^accuracy +100\.00 %$/m);
      expect(text).to.match(/│ rose +│ +20 │ +100\.00 % │ +100\.00 % │/);
    });

    it('says so where the samples are those of the training, but not of others', async () => {
      const evaluate = (file: string, ...options: string[]) =>
        runHere('evaluate', saved.flowers, file, '--label', 'kind', ...options);
      const NOTE = /^note: these are the samples that the classifier was trained on/;
      expect((await evaluate(saved.csv)).stderr).to.match(NOTE);
      expect((await evaluate(saved.csv, '--quiet')).stderr).to.equal('');
      const lines = readFileSync(saved.csv, 'utf8').trimEnd().split('\n');
      const other = write('other.csv', [...lines.slice(0, -1), '9,9,rose'].join('\n'));
      const fewer = write('fewer.csv', lines.slice(0, -1).join('\n'));
      for (const file of [other, fewer]) expect((await evaluate(file)).stderr).to.equal('');
    });

    it('prints the same as JSON, of arrays too', async () => {
      const { X, labels, samples } = saved.pictureSet;
      const names = write('X-24.npy', npy(X, [samples, 3, 2, 4]));
      const y = write('y.npy', npy(labels as Uint8Array, [samples]));
      const record = await json<EvaluationRecord>('evaluate', saved.pictures, names, '--labels', y);
      const evaluation = await (
        await LinearClassifier.load(saved.pictures)
      ).evaluate(saved.pictureSet);
      expect(record).to.include({ samples, accuracy: evaluation.accuracy, loss: evaluation.loss });
      expect(record.classes.map((metrics) => metrics.label)).to.deep.equal(
        saved.pictureSet.classes,
      );
      expect(record.confusion.flat().reduce((a, b) => a + b)).to.equal(samples);
      expect(record.calibration.expectedError).to.be.within(0, 1);
    });
  });

  describe('onelayer export', () => {
    for (const ending of ['safetensors', 'json', 'onnx', 'csv']) {
      it(`writes .${ending}`, async () => {
        const file = at(`exported.${ending}`);
        const written = await json('export', saved.flowers, file);
        expect(written).to.deep.equal({ model: saved.flowers, file, calibration: null });
        expect(readFileSync(file).length).to.be.greaterThan(50);
      });
    }

    it('calibrates on samples, and keeps the temperature', async () => {
      const file = at('calibrated.safetensors');
      const args = ['export', saved.flowers, file, '--calibrate-on', saved.csv, '--label', 'kind'];
      const text = await output(...args);
      const { temperature } = await LinearClassifier.load(file);
      expect(temperature).to.be.greaterThan(0).and.to.not.equal(1);
      expect(text).to.match(
        /^calibrated temperature .*calibration error .* before, .* after;.*\nwritten/,
      );
      expect(text).to.include(temperature.toPrecision(3));
    });
  });

  it('onelayer inspect shows what is in the file, and JSON', async () => {
    const text = await output('inspect', saved.pictures);
    expect(text).to.include('24 bytes: colour images of 4×2');
    expect(text).to.match(/provenance {2}onelayer: /);
    const found = await json<Inspection>('inspect', saved.pictures);
    const { weights, classes } = await LinearClassifier.load(saved.pictures);
    expect(found.weights.largest.weight).to.equal(Math.max(...weights));
    expect(found.weights.classes.map((own) => own.label)).to.deep.equal(classes);
    expect(found.weights.norm).to.be.closeTo(Math.hypot(...weights), 1e-6);
  });

  describe('a classifier whose features have names', () => {
    const LINES = ['2,1', '-1,3', '1.5,2', '-2,0'];
    const kinds = ['rose', 'tulip', 'rose', 'tulip'];
    let model: string;
    before(async () => {
      model = at('named.safetensors');
      const X = LINES.map((line) => line.split(',').map(Number));
      const set = dataSet({ X, labels: kinds, featureNames: ['x', 'y'] });
      const classifier = new LinearClassifier({ backend: 'js', epochs: 20, eta: 0.5, batchSize: 2 });
      await (await classifier.fit(set)).save(model);
    });
    const file = (name: string, header: string, line: (x: string, y: string, kind: string) => string) =>
      write(name, [header, ...LINES.map((own, i) => line(own.split(',')[0], own.split(',')[1], kinds[i])), ''].join('\n'));

    it('is inspected with them', async () => {
      expect(await output('inspect', model)).to.match(/^features +2 numbers: x, y$/m).and.match(/\(x of (rose|tulip)\) to /);
      expect((await json<Inspection>('inspect', model)).featureNames).to.deep.equal(['x', 'y']);
    });

    it('predicts and evaluates columns in any order, beside others', async () => {
      const turned = file('turned.csv', 'kind,y,id,x', (x, y, kind) => `${kind},${y},7,${x}`);
      const { code, stdout, stderr } = await runHere('predict', model, turned);
      expect(stdout.match(/rose|tulip/g)).to.deep.equal(kinds);
      expect([code, stderr]).to.deep.equal([0, `note: ${turned}: left out "kind", "id": no features of the classifier\n`]);
      expect(await output('evaluate', model, turned, '--label', 'kind', '--without', 'id')).to.match(/^accuracy +100\.00 %$/m);
      const again = file('again.csv', 'y,kind,x', (x, y, kind) => `${y},${kind},${x}`);
      expect(await output('evaluate', model, again)).to.match(/^accuracy +100\.00 %$/m);
      const warned = await runHere('evaluate', model, turned, '--label', 'kind');
      expect(warned.stderr).to.match(/^warning: .*turned\.csv: left out "id": no features of the training set[^\n]*\nnote: these are the samples [^\n]*\n$/);
      const calibrated = ['export', model, at('calibrated.json'), '--calibrate-on', again];
      expect(await output(...calibrated)).to.match(/^calibrated temperature/);
      const table = at('named.csv');
      await output('export', model, table, '--quiet');
      expect(readFileSync(table, 'utf8')).to.match(/^feature,.*\nbias,.*\nx,.*\ny,.*\n$/);
      await output('export', model, at('named.onnx'), '--quiet');
      expect(readFileSync(at('named.onnx'), 'latin1')).to.include('["x","y"]');
    });

    describe('writes predictions', () => {
      const columns = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => line.split(','));
      const out = (): string => at('predictions.csv');
      it('beside the columns of a CSV, in its order', async () => {
        const turned = file('turned.csv', 'kind,"y, m",,x', (x, y, kind) => `${kind},"${y}",7,${x}`).replace('turned', 'turned');
        writeFileSync(turned, readFileSync(turned, 'utf8').replace('"y, m"', ' y '));
        const printed = await runHere('predict', model, turned, '--out', out(), '--quiet');
        expect(printed).to.deep.equal({ code: 0, stdout: '', stderr: '' });
        const [header, ...rows] = columns(out());
        expect(header).to.deep.equal(['kind', 'y', '', 'x', 'label', 'probability']);
        expect(rows.map((row) => row[4])).to.deep.equal(kinds);
        expect(rows.map((row) => `${row[3]},${row[1]}`)).to.deep.equal(LINES);
        const classifier = await LinearClassifier.load(model);
        const [[best]] = classifier.topK([[2, 1]], 1);
        expect(rows[0][5]).to.equal(String(Number(best.probability.toPrecision(6))));
        for (const row of rows) expect(row[5]).to.match(/^0\.\d{1,6}$/);
      });

      it('as the input is written: delimiter, decimal commas, byte order mark', async () => {
        const german = write('german.csv', '\ufeffkind;y;x;size\n?;1,00;2,50;1,5\n?;3,0;-1;20\n');
        await output('predict', model, german, '--out', out(), '--quiet');
        const [header, first, second] = readFileSync(out(), 'utf8').split('\n');
        expect(header).to.equal('\ufeffkind;y;x;size;label;probability');
        expect(first).to.match(/^\?;1,00;2,50;1,5;rose;0,\d+$/);
        expect(second).to.match(/^\?;3,0;-1;20;tulip;0,\d+$/);
      });

      it('of several classes, under other names than the input has, and says so as JSON', async () => {
        const labelled = file('labelled.csv', 'x,y,label', (x, y, kind) => `${x},${y},${kind}`);
        const args = ['predict', model, labelled, '--label', 'label', '--out', out(), '--top', '2'];
        expect(await json(...args)).to.deep.equal({ model, file: out(), samples: 4 });
        const [header, first] = columns(out());
        expect(header).to.deep.equal(['x', 'y', 'label', 'predicted_label', 'predicted_probability', 'predicted_label_2', 'predicted_probability_2']);
        expect([first[3], first[5]]).to.deep.equal(['rose', 'tulip']);
      });

      it('without a header where there is none, and with files and numbers where there is no CSV', async () => {
        const plain = write('plain.csv', '2,1\n-1,3\n');
        expect(await output('predict', model, plain, plain, '--out', out())).to.equal(`written    ${out()}, 4 samples\n`);
        expect(columns(out()).map((row) => row.slice(0, 3))).to.deep.equal([['2', '1', 'rose'], ['-1', '3', 'tulip'], ['2', '1', 'rose'], ['-1', '3', 'tulip']]);
        const array = write('X.npy', npy(Float64Array.of(2, 1, -1, 3), [2, 2]));
        await output('predict', model, array, '--out', out());
        expect(columns(out()).map((row) => row.slice(0, 3))).to.deep.equal([['input', 'sample', 'label'], [array, '0', 'rose'], [array, '1', 'tulip']]);
      });

      it('whole or not at all', async () => {
        writeFileSync(out(), 'kept');
        const broken = write('broken.csv', 'x,y\n2,1\n2,much\n');
        const other = write('other.csv', '2,1\n');
        const named = write('xy.csv', 'x,y\n2,1\n');
        for (const [args, code, message] of [
          [[broken, '--out', out()], 1, /line 3, column 2 \("y"\): expected a finite number, got "much"$/],
          [[named, other, '--out', out()], 1, /other\.csv: expected the first input's columns \("x", "y"\)/],
          [[named, '--out', at('predictions.txt')], 2, /--out: expected a name that ends in \.csv/],
          [[named, '--out', named], 2, /--out: expected another file than the model and the inputs/],
          [[named, '--out', at('no/predictions.csv')], 1, /does not exist/],
        ] as const) {
          const outcome = await runHere('predict', model, ...args);
          expect([outcome.code, outcome.stdout]).to.deep.equal([code, '']);
          expect(outcome.stderr.trimEnd()).to.match(message);
          expect(readFileSync(out(), 'utf8')).to.equal('kept');
        }
        expect(readdirSync(folder).filter((name) => /tmp|partial/.test(name))).to.deep.equal([]);
      });
    });

    it('refuses a file that lacks one, by its name', async () => {
      const lacking = write('lacking.csv', 'x,Y\n1,2\n');
      const { code, stderr } = await runHere('predict', model, lacking);
      expect([code, stderr]).to.deep.equal([1, `error: ${lacking}: line 1: expected a column "y", got "Y"\n`]);
    });

    it('reads samples without a header, and without columns, in its order', async () => {
      const plain = write('plain.csv', '7,2,1\n8,-1,3\n');
      const text = await output('predict', model, plain, '--without', '0');
      expect(text.match(/rose|tulip/g)).to.deep.equal(['rose', 'tulip']);
      const only = ['--only', '1', '--only', '2'];
      expect(await output('predict', saved.flowers, plain, ...only)).to.equal(
        await output('predict', saved.flowers, plain, '--without', '0'),
      );
    });
  }); // prettier-ignore

  describe('refuses, with one line and nothing half-written:', () => {
    const refused: [title: string, args: () => string[], code: number, message: RegExp][] = [
      ['a model that is not there', () => ['predict', at('no'), saved.csv], 1, /no can't be read: it is not there/],
      ['a model that is none', () => ['inspect', saved.csv], 1, /flowers\.csv: /],
      ['a folder for a model', () => ['evaluate', folder, saved.csv], 1, /can't be read/],
      ['a truncated model', () => ['inspect', write('cut.safetensors', readFileSync(saved.flowers).subarray(0, 200))], 1, /cut\.safetensors: /],
      ['other JSON', () => ['inspect', write('other.json', '{"a":1}')], 1, /other\.json: expected a model as JSON/],
      ['an input that is not there', () => ['predict', saved.flowers, at('no.csv')], 1, /no\.csv: there is no such file/],
      ['an unnamed label', () => ['predict', saved.flowers, saved.csv], 1, /line 1: expected 2 cells.* --label$/],
      ['an image for a classifier of numbers', () => ['predict', saved.flowers, write('x.png', '\x89PNG')], 1, /not on pixels' bytes/],
      ['labels that no class has', () => ['evaluate', saved.flowers, write('lily.csv', '1,2,lily\n')], 1, /lily\.csv: .*"lily"/],
      ['data of other features', () => ['evaluate', saved.flowers, write('wide.csv', '1,2,3,rose\n')], 2, /features: expected 2, got 3/],
      ['an array without its labels', () => ['evaluate', saved.flowers, write('X2.npy', npy(Float64Array.of(1, 2), [1, 2]))], 1, /X2\.npy: expected its labels beside it, e\.g\. in /],
      ['another ending', () => ['export', saved.flowers, at('model.pt')], 2, /ends in .*\.onnx/],
      ['a folder that is not there', () => ['export', saved.flowers, at('no/model.onnx')], 1, /no.* does not exist/],
      ['an ending that train can’t save', () => ['train', '--save', at('model.pt')], 2, /--save: expected a name that ends in/],
    ]; // prettier-ignore
    for (const [title, args, code, message] of refused) {
      it(title, async () => {
        const given = args();
        const before = readdirSync(folder);
        const outcome = await runHere(...given);
        expect(outcome.stderr).to.match(/^error: [^\n]*\n$/);
        expect(outcome.stderr.trimEnd()).to.match(message);
        expect([outcome.code, outcome.stdout]).to.deep.equal([code, '']);
        expect(readdirSync(folder)).to.deep.equal(before);
      });
    }
  });
});
