import { expect } from 'chai';
import fc from 'fast-check';
import { runLabels, type ReportedRun } from '../../src/report';
import { ownCode, runOf } from '../support/reported-run';

/** Labels of runs that differ from configuration 2's in what is given. */
const labelsOf = (...changes: Partial<ReportedRun>[]) =>
  runLabels(changes.map((change) => runOf({ costs: [] }, change)));
const shorts = (...changes: Partial<ReportedRun>[]) =>
  labelsOf(...changes).map(({ short }) => short);

describe('runLabels', () => {
  it('names a configuration by its number', () => {
    expect(labelsOf({})).to.deep.equal([
      {
        short: '2',
        name: 'configuration 2',
        title: 'configuration 2: λ 0, η 0.001',
        slug: 'configuration-2',
      },
    ]);
  });

  it('names other settings by their λ and η', () => {
    expect(labelsOf({ configuration: null, lambda: 0.05, eta: 0.002 })).to.deep.equal([
      {
        short: 'λ 0.05, η 0.002',
        name: 'λ 0.05, η 0.002',
        title: 'λ 0.05, η 0.002',
        slug: 'lambda-0.05-eta-0.002',
      },
    ]);
  });

  it('says in what runs of the same λ and η differ, everywhere', () => {
    const [, seven] = labelsOf({}, { seed: 7 });
    expect(seven).to.deep.equal({
      short: '2, seed 7',
      name: 'configuration 2, seed 7',
      title: 'configuration 2, seed 7: λ 0, η 0.001',
      slug: 'configuration-2-seed-7',
    });
    const own = { configuration: null, lambda: 0.05 };
    const [, long] = labelsOf(own, { ...own, epochs: 80 });
    expect(long.title).to.equal('λ 0.05, η 0.001, 80 epochs');
    expect(long.slug).to.equal('lambda-0.05-eta-0.001-80-epochs');
  });

  it('names each setting that can differ, and as few as tell runs apart', () => {
    expect(shorts({}, { epochs: 3 })).to.deep.equal(['2, 40 epochs', '2, 3 epochs']);
    expect(shorts({}, { batchSize: 64 })).to.deep.equal(['2, batch size 100', '2, batch size 64']);
    expect(shorts({}, { shuffle: false })).to.deep.equal(['2, shuffled', '2, in order']);
    expect(shorts({}, { dtype: 'float64' })).to.deep.equal(['2, float32', '2, float64']);
    expect(shorts({}, { seed: 7, batchSize: 64 })).to.deep.equal([
      '2, batch size 100',
      '2, batch size 64',
    ]);
    const heavy = { momentum: 0.9, epochs: 10 };
    expect(shorts({}, heavy)).to.deep.equal(['2, no momentum', '2, momentum 0.9']);
    expect(shorts({}, heavy, { ...heavy, epochs: 20 })).to.deep.equal([
      '2, no momentum, 40 epochs',
      '2, momentum 0.9, 10 epochs',
      '2, momentum 0.9, 20 epochs',
    ]);
  });

  it('says first whose code trained each of two runs of the same settings', () => {
    const [own, native] = labelsOf({ code: ownCode() }, {});
    expect(own).to.deep.equal({
      short: '2, mine.js',
      name: 'configuration 2, mine.js',
      title: 'configuration 2, mine.js: λ 0, η 0.001',
      slug: 'configuration-2-mine.js',
    });
    expect(native.short).to.equal('2, onelayer');
    expect(shorts({ code: ownCode() })).to.deep.equal(['2']);
  });

  it('says what a run is like that has no extension, in words of its own', () => {
    const extended: Partial<ReportedRun>[] = [
      { momentum: 0.9 },
      { schedule: { kind: 'cosine' } },
      { earlyStopping: { patience: 3 } },
      { loss: 'hinge' },
      { labelSmoothing: 0.1 },
      { standardise: false },
      { horizontalFlips: true },
    ];
    expect(extended.map((one) => shorts({}, one).join(' | '))).to.deep.equal([
      '2, no momentum | 2, momentum 0.9',
      '2, constant η | 2, η by cosine',
      '2, no early stopping | 2, early stopping after 3 epochs',
      '2, cross-entropy loss | 2, hinge loss',
      '2, no label smoothing | 2, label smoothing 0.1',
      '2, standardised | 2, not standardised',
      '2, no flips | 2, horizontal flips',
    ]);
    const nesterov = { momentum: 0.9, nesterov: true };
    expect(shorts({ momentum: 0.9 }, nesterov)).to.deep.equal([
      '2, momentum 0.9',
      "2, momentum 0.9 (Nesterov's)",
    ]);
    const onLoss = { earlyStopping: { patience: 3, metric: 'loss' as const } };
    expect(shorts({}, onLoss)[1]).to.match(/after 3 epochs without better loss$/);
    const stopping = { earlyStopping: { patience: 3, minimumDelta: 0.01 } };
    expect(shorts({}, stopping)[1]).to.match(/without better accuracy by more than 0\.01$/);
  });

  it('has no more to say of runs that λ or η tell apart', () => {
    const third = { configuration: 3, lambda: 0.1, seed: 7 };
    expect(shorts({}, third)).to.deep.equal(['2', '3']);
    expect(shorts({}, { configuration: 1, eta: 0.1, epochs: 3 })).to.deep.equal(['2', '1']);
  });

  it('numbers runs that differ in nothing', () => {
    const labels = labelsOf({}, {}, { configuration: 3, lambda: 0.1 }, {});
    expect(labels.map(({ short }) => short)).to.deep.equal(['2', '2 (2)', '3', '2 (3)']);
    expect(labels[3]).to.deep.equal({
      short: '2 (3)',
      name: 'configuration 2 (3)',
      title: 'configuration 2: λ 0, η 0.001 (3)',
      slug: 'configuration-2-3',
    });
  });

  describe('of several files', () => {
    const alike = (...origins: string[]) =>
      runLabels(
        origins.map(() => runOf({ costs: [] })),
        origins,
      );

    it('names runs that differ in nothing by their file, those alone', () => {
      const [anna, ben] = alike('anna', 'ben');
      expect(anna.short).to.equal('2, anna');
      expect(ben).to.deep.equal({
        short: '2, ben',
        name: 'configuration 2, ben',
        title: 'configuration 2: λ 0, η 0.001, ben',
        slug: 'configuration-2-ben',
      });
      const third = runOf({ costs: [] }, { configuration: 3, lambda: 0.1 });
      const [two] = runLabels([runOf({ costs: [] }), third], ['anna', 'ben']);
      expect(two.short).to.equal('2');
    });

    it('numbers those of one file, and gives each a folder of ASCII of its own', () => {
      expect(alike('anna', 'ben', 'ben').map(({ short }) => short)).to.deep.equal([
        '2, anna',
        '2, ben',
        '2, ben (2)',
      ]);
      expect(alike('Zoë', 'Zoé').map(({ slug }) => slug)).to.deep.equal([
        'configuration-2-Zo',
        'configuration-2-Zo-2',
      ]);
    });
  });

  it('numbers those alone that are alike', () => {
    expect(shorts({}, { seed: 7 }, {})).to.deep.equal([
      '2, seed 42',
      '2, seed 7',
      '2, seed 42 (2)',
    ]);
  });

  it('is unlike any other, and has a folder of ASCII of its own', () => {
    const some = fc.record({
      lambda: fc.constantFrom(0, 0.1, 1e-7),
      eta: fc.constantFrom(0.001, 2),
      epochs: fc.constantFrom(1, 2),
      batchSize: fc.constantFrom(1, 2),
      seed: fc.constantFrom(1, 2),
      shuffle: fc.boolean(),
      dtype: fc.constantFrom('float32' as const, 'float64' as const),
      configuration: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), (changes) => {
        const labels = labelsOf(...changes);
        for (const form of ['short', 'name', 'title', 'slug'] as const) {
          expect(new Set(labels.map((label) => label[form])).size, form).to.equal(changes.length);
        }
        for (const { slug } of labels) expect(slug).to.match(/^[\w.-]+$/);
      }),
    );
  });
});
