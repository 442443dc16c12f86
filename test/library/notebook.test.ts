import { expect } from 'chai';
import { inspect } from 'node:util';
import { PNG } from 'pngjs';
import {
  dataSet,
  fit,
  lambdaPath,
  LinearClassifier,
  sweep,
  train,
  type DataSet,
  type TrainingResult,
} from '../../src';
import { finish } from '../../src/tasks';
import { tableOfRecords } from '../../src/tables';
import { syntheticSet } from '../support/synthetic';

const DENO = Symbol.for('Jupyter.display');

type Shown = Record<symbol | '_toMime', () => Record<'text/plain' | 'text/html', string>>;

const bundleOf = (value: unknown) => (value as Shown)[DENO]();
const htmlOf = (value: unknown): string => bundleOf(value)['text/html'];

/** Names that would be elements. */
const HOSTILE = '<script>alert("1")</script>';

/** Elements and attributes of a notebook's HTML; anything else is a name that wasn't escaped. */
const TAG =
  /<\/?(div|strong|table|thead|tbody|tr|th|td|p|br)( style="text-align:left")?>|<img alt="" src="data:image\/png;base64,[A-Za-z0-9+/=]+" width="\d+" height="\d+" style="[a-z:;-]+">/g;

const textIn = (html: string): string => html.replace(TAG, ' ');

describe('what a notebook shows', () => {
  const rows = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [i, -i]);
  const labels = rows.map((_, i) => (i < 4 ? HOSTILE : 'b & c'));
  const set = dataSet({ X: rows, labels, featureNames: ["d'e", HOSTILE] });
  let result: TrainingResult;
  before(async () => {
    result = await train({ training: set, validation: set }, { epochs: 40, batchSize: 4 });
  });

  it('are text and HTML, by the methods of Deno and IJavascript', () => {
    const { classifier } = result;
    for (const own of [set, classifier, result]) {
      expect(bundleOf(own)).to.have.all.keys('text/plain', 'text/html');
      expect(bundleOf(own)['text/plain']).to.equal(inspect(own));
      expect((own as unknown as Shown)._toMime()).to.deep.equal(bundleOf(own));
    }
    expect(htmlOf(new LinearClassifier({ eta: 0.5 }))).to.include('eta: 0.5');
  });

  it('has every name escaped', async () => {
    const data = { training: set, validation: set };
    const records = labels.map((label, i) => ({ [HOSTILE]: i, colour: label, label }));
    const fitted = await fit(
      { training: records, validation: records, test: records },
      { label: 'label' },
    );
    const all = [
      ...[set, result, result.classifier, result.classifier.explain({ "d'e": 1, [HOSTILE]: 2 })],
      await result.classifier.evaluate(set),
      await lambdaPath(data, { lambdas: [0.1, 0.01] }),
      (await sweep(data, { space: { eta: [0.1, 0.01] }, epochs: 1 })).results,
      fitted.classifier.preparation,
      ...[fitted, fitted.test, fitted.understood, finish(tableOfRecords(HOSTILE, records))],
    ];
    for (const own of all) expect(textIn(htmlOf(own))).to.not.match(/[<>"']/);
    expect(htmlOf(set)).to.include('&#60;script&#62;alert(&#34;1&#34;)').and.include('d&#39;e');
  });

  it('is cut, with the count, however many classes, columns, epochs and characters there are', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => `name ${i} ${'😀'.repeat(300)}`);
    const wide = dataSet({
      X: new Float64Array(3000 * 3000),
      labels: many,
      features: 3000,
      featureNames: many,
    });
    const html = htmlOf(wide);
    expect(html.length).to.be.below(20_000);
    expect(html).to.include('10 of 3,000 classes').and.include('8 of 3,000 features');
    expect(() => encodeURIComponent(html)).to.not.throw();
    expect(inspect(wide).length).to.be.below(20_000);
    const table = finish(tableOfRecords('data', [Object.fromEntries(many.map((own) => [own, 1]))]));
    expect(htmlOf(table)).to.include('8 of 3,000 columns');
    expect(inspect(table)).to.include('… 3000 in all');
    const epochs = htmlOf(result).match(/<tr><td>\d+<\/td>/g);
    expect(epochs).to.have.length(10).and.include('<tr><td>40</td>');
    const classifier = (
      await train(syntheticSet({ samples: 60, features: 20, classes: 30 }), { epochs: 1 })
    ).classifier;
    expect(htmlOf(classifier)).to.include('10 of 30 classes');
  });

  it('has pictures of images and of what was learnt of them', async () => {
    const image = { width: 2, height: 1, channels: 3 } as const;
    const X = Uint8Array.from([1, 2, 3, 4, 5, 6, 200, 210, 220, 230, 240, 250]);
    const pictures = dataSet({ X, labels: ['a', 'b'], image });
    const [first, second] = pngsIn(htmlOf(pictures));
    expect([first.width, first.height]).to.deep.equal([2, 1]);
    // Planes become pixels.
    expect([...first.data]).to.deep.equal([1, 3, 5, 255, 2, 4, 6, 255]);
    expect([...second.data].slice(0, 3)).to.deep.equal([200, 220, 240]);
    const { classifier } = await train(pictures, { epochs: 1 });
    expect(pngsIn(htmlOf(classifier))).to.have.length(2);
  });

  it('has pictures of 48 pixels at most, each the mean of its square, and of numbers', () => {
    const image = { width: 100, height: 50, channels: 1 } as const;
    const X = Float64Array.from({ length: 5000 }, (_, i) => (i % 100 < 50 ? -1 : 7));
    const [png] = pngsIn(htmlOf(dataSet({ X, labels: ['a'], classes: ['a', 'b'], image })));
    expect([png.width, png.height]).to.deep.equal([34, 17]);
    expect([png.data[0], png.data[4 * 33]]).to.deep.equal([0, 255]);
  });

  it('leaves keys, copies and comparisons as they are', () => {
    expect({ ...set }).to.have.all.keys(Object.keys(set));
    expect(Object.getOwnPropertySymbols({ ...set })).to.deep.equal([]);
    expect(set).to.deep.equal({ ...set } satisfies DataSet);
    expect(Object.keys(result.classifier)).to.not.include('_toMime');
    expect(Object.keys(result.history[0])).to.include('outputs').and.not.include('_toMime');
  });
});

function pngsIn(html: string): PNG[] {
  const found = html.matchAll(/base64,([^"]+)"/g);
  return Array.from(found, ([, text]) => PNG.sync.read(Buffer.from(text, 'base64')));
}
