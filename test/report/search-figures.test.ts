import { expect } from 'chai';
import { searchFigures, type Figure } from '../../src/report/figures';
import { accuracyScale } from '../../src/report/figures/search/scored';
import { linearPositions, positions } from '../../src/report/figures/setting-axis';
import type { SearchResults } from '../../src/search';
import { searchOf, trialOf } from '../support/search-results';
import { gridSearch, halvedSearch, pathSearch } from '../support/searches';

type Row = Record<string, unknown>;

interface Spec {
  readonly data?: { readonly values: readonly Row[] };
  readonly layer: readonly { readonly data?: { readonly values: readonly Row[] } }[];
}

const namesOf = (search: SearchResults) => searchFigures(search).map(({ name }) => name);

function figureOf(search: SearchResults, name: string): Figure {
  return searchFigures(search).find((figure) => figure.name === name)!;
}

/** The rows of each layer that has data of its own. */
const layersOf = ({ spec }: Figure): readonly (readonly Row[])[] =>
  (spec as unknown as Spec).layer.flatMap(({ data }) => (data ? [data.values] : []));

const rowsOf = ({ spec }: Figure): readonly Row[] => (spec as unknown as Spec).data!.values;

describe('the figures of a search', () => {
  it('are those that make sense', () => {
    expect(namesOf(pathSearch())).to.deep.equal(['search-lambda-accuracy', 'search-lambda-loss']);
    expect(namesOf(gridSearch())).to.deep.equal(['search-lambda-eta']);
    expect(namesOf(halvedSearch())).to.deep.equal([
      'search-lambda-eta',
      'search-parallel',
      'search-rungs',
    ]);
    const schedules = ['constant', 'cosine'] as const;
    const categories = schedules.map((kind) => trialOf({ schedule: { kind } }, [400]));
    expect(namesOf(searchOf(categories, ['schedule']))).to.be.empty;
    const seeds = [1, 2, 3].map((seed) => trialOf({ seed }, [400]));
    expect(namesOf(searchOf(seeds, ['seed']))).to.be.empty;
    const failed = [0, 1].map((lambda) => trialOf({ lambda }, [], { failure: 'no' }));
    expect(namesOf(searchOf(failed, ['lambda']))).to.be.empty;
    expect(namesOf(searchOf([], ['lambda', 'eta']))).to.be.empty;
  });

  it('pair λ and η first, of at most three settings', () => {
    const trials = [1, 2].flatMap((batchSize) =>
      [0, 0.9].flatMap((momentum) =>
        [0.1, 1].flatMap((eta) =>
          [0, 1].map((lambda) =>
            trialOf({ batchSize, momentum, eta, lambda }, [300 + 100 * eta - lambda - batchSize]),
          ),
        ),
      ),
    );
    const names = namesOf(searchOf(trials, ['momentum', 'eta', 'lambda', 'batchSize']));
    expect(names.slice(0, 3)).to.deep.equal([
      'search-lambda-eta',
      'search-lambda-momentum',
      'search-eta-momentum',
    ]);
    expect(names.slice(3)).to.deep.equal(['search-parallel']);
    const cells = layersOf(figureOf(searchOf(trials, ['lambda', 'eta', 'momentum']), names[0]))[0];
    expect(cells).to.have.length(4);
    const best = cells.find(({ first, second }) => first === '0' && second === '1')!;
    expect(best, 'the best of four trials').to.include({ text: '39.9' });
  });

  it('draw a grid as cells with their figures, failed ones empty, best and chosen outlined', () => {
    const figure = figureOf(gridSearch(), 'search-lambda-eta');
    const [all, scored, best, chosen, texts] = layersOf(figure);
    expect([all, scored, best, chosen, texts].map(({ length }) => length)).to.deep.equal([
      40, 36, 1, 1, 40,
    ]);
    expect(best[0]).to.include({
      first: '0.01',
      second: '0.03',
      text: '41.3',
      score: '41.30 % ± 1.56',
    });
    expect(chosen[0]).to.include({ first: '0.1', second: '0.03' });
    const [failed] = texts.filter(({ first, second }) => first === '0' && second === '1');
    expect(failed).to.include({ text: '×', accuracy: null, score: 'failed' });
    // Half-way from 0.01 to its neighbours, and 0 a step before 0.001.
    expect(best[0].left).to.be.closeTo(-2.5, 1e-9);
    expect(best[0].right).to.be.closeTo(-1.5, 1e-9);
    expect(failed.left).to.be.closeTo(-4.5, 1e-9);
    expect(figure.subtitle).to.equal(
      'in %; outlined: the best trial; dashed: the chosen one; ×: failed',
    );
  });

  it('draw random values as points, and say what halving did', () => {
    const search = halvedSearch();
    const figure = figureOf(search, 'search-lambda-eta');
    const [failed, scored, best] = layersOf(figure);
    expect([failed.length, scored.length]).to.deep.equal([2, 58]);
    expect(best.map(({ number }) => number)).to.deep.equal([search.best]);
    expect(figure.subtitle).to.match(
      /^the fuller the colour, .*dropped trials at their last rung$/,
    );
  });

  it('draw accuracy along λ with its standard error, without trials that failed', () => {
    const path = pathSearch();
    const trials = path.trials.map((trial, i) =>
      i === 3 ? { ...trial, rungs: [], failure: 'no' } : trial,
    );
    const layers = layersOf(figureOf({ ...path, trials }, 'search-lambda-accuracy'));
    const [band, bar, threshold] = layers;
    expect(band).to.have.length(18);
    expect(bar.map(({ setting }) => setting)).to.deep.equal(['0']);
    const { accuracy, standardError } = trials[path.best!].rungs[0].validation;
    expect(threshold[0].value).to.be.closeTo(accuracy - standardError, 1e-12);
    const marks = layers.find((rows) => rows.some(({ mark }) => mark === 'best'))!;
    expect(marks.map(({ mark, number }) => [mark, number])).to.deep.equal([
      ['best', path.best],
      ['chosen', path.chosen],
    ]);
    const best = searchOf(path.trials, ['lambda'], { kind: 'path' });
    const plain = layersOf(figureOf(best, 'search-lambda-loss')).flat();
    expect(plain.filter(({ mark }) => mark !== undefined)).to.have.length(1);
  });

  it('leave out a loss that is not finite, and a threshold where the best was chosen', () => {
    const trials = [1, 0.1, 0.01].map((lambda) => trialOf({ lambda }, [400 - lambda]));
    const [{ epochs, validation }] = trials[0].rungs;
    const infinite = [{ epochs, validation: { ...validation, loss: Infinity } }];
    const search = searchOf([{ ...trials[0], rungs: infinite }, ...trials.slice(1)], ['lambda']);
    const [line] = layersOf(figureOf(search, 'search-lambda-loss'));
    expect(line.map(({ setting }) => setting)).to.deep.equal(['0.01', '0.1']);
    const rows = layersOf(figureOf(search, 'search-lambda-accuracy')).flat();
    expect(rows.filter(({ x }) => x === undefined)).to.be.empty;
  });

  it('end each line where halving dropped its trial', () => {
    const search = halvedSearch();
    const rows = rowsOf(figureOf(search, 'search-rungs'));
    const ends = rows.filter(({ isEnd }) => isEnd);
    expect(ends).to.have.length(58);
    const at = (kind: string) =>
      ends.filter((row) => row.kind === kind).map(({ epochs }) => epochs);
    expect(new Set(at('dropped'))).to.deep.equal(new Set([4, 8, 16]));
    expect([new Set(at('kept')), at('chosen')]).to.deep.equal([new Set([32]), [32]]);
  });

  it('have an axis for each setting, from 0 to 1, and lines for trials with a score', () => {
    const search = halvedSearch();
    const rows = rowsOf(figureOf(search, 'search-parallel'));
    expect(rows).to.have.length(58);
    expect(rows.filter(({ kind }) => kind !== 'other')).to.have.length(8);
    const places = rows.flatMap((row) => [0, 1, 2, 3, 4, 5].map((axis) => Number(row[axis])));
    expect(Math.min(...places)).to.equal(0);
    expect(Math.max(...places)).to.equal(1);
    const cosine = rows.find(({ name }) => String(name).endsWith('schedule cosine'))!;
    expect([cosine[2], cosine[4]].every((place) => typeof place === 'number')).to.equal(true);
    const chosen = rows.filter(({ kind }) => kind === 'chosen');
    expect(chosen.map(({ trial }) => trial)).to.deep.equal([search.chosen]);
    expect(chosen[0][5]).to.equal(1);
  });
});

describe('the scale of accuracies', () => {
  it('has half of the trials in its upper half, and says so', () => {
    const { words, opacity } = accuracyScale([0.1, 0.36, 0.38, 0.4]);
    expect(words).to.match(/from 36\.0 % or less to 40\.0 %$/);
    expect(opacity()).to.have.nested.property('scale.range').that.deep.equals([0.07, 0.6]);
    expect(opacity(0.5)).to.have.nested.property('scale.range[1]', 0.3);
    expect(accuracyScale([0.38, 0.39, 0.4]).words).to.match(/from 38\.0 % to 40\.0 %$/);
    expect(accuracyScale([0.4, 0.4]).words).to.match(/from 39\.0 % to 40\.0 %$/);
  });
});

describe('the axis of a setting with many values', () => {
  const texts = (values: readonly number[], of = positions) =>
    of(values).ticks.map(({ setting }) => setting);
  const spaced = (count: number, from: number, to: number) =>
    Array.from({ length: count }, (_, i) => 10 ** (from + ((to - from) * i) / (count - 1)));

  it('is labelled with powers of ten, and 0', () => {
    expect(texts(spaced(20, -4, 0))).to.deep.equal(['0.0001', '0.001', '0.01', '0.1', '1']);
    expect(texts([0, ...spaced(10, -2.1, 0.2)])).to.deep.equal(['0', '0.01', '0.1', '1']);
    expect(texts(spaced(10, -1, 0))).to.deep.equal(['0.1', '0.2', '0.5', '1']);
  });

  it('is labelled with even numbers where it is linear', () => {
    const values = Array.from({ length: 20 }, (_, i) => 0.05 * i);
    expect(texts(values, linearPositions)).to.deep.equal(['0', '0.2', '0.4', '0.6', '0.8']);
    expect(texts([50, 100, 200], linearPositions)).to.deep.equal(['50', '100', '200']);
  });

  it('has 0 apart, however many values there are', () => {
    const { zero, first, last } = positions([0, ...spaced(100, -3, 0)]);
    expect(first - zero!).to.be.closeTo((last - first) / 12, 1e-9);
  });
});
