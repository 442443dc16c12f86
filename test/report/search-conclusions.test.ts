import { expect } from 'chai';
import { conclude, type Conclusion, type ReportedRun, type Topic } from '../../src/report';
import type { SearchResults } from '../../src/search';
import { circumstances } from '../support/conclusions';
import { analysisOf, runOf, tested } from '../support/reported-run';
import { searchOf, trialOf } from '../support/search-results';
import { gridSearch, halvedSearch } from '../support/searches';

const all = (searches: readonly SearchResults[], runs: readonly ReportedRun[] = []): Conclusion[] =>
  conclude(runs, { ...circumstances, searches });

const on = (topic: Topic, search: SearchResults, ...runs: ReportedRun[]): Conclusion[] =>
  all([search], runs).filter((one) => one.topic === topic);

/** λ along a path, from large to small. */
const path = (hits: readonly number[], changes: Partial<SearchResults> = {}): SearchResults =>
  searchOf(
    hits.map((each, i) => trialOf({ lambda: 10 ** -i }, [each])),
    ['lambda'],
    { kind: 'path', ...changes },
  );

describe('the conclusions on a search', () => {
  it('say whether the best can be told from the others, by its standard error', () => {
    // That of 400 of 1,000 is 15.49.
    const [near] = on('search', path([300, 385, 400, 384]));
    expect(near.text).to.equal(
      'In the path of λ, the best trial, λ 0.01, has 40.00 % ± 1.55, and the second, λ 0.1, 38.50 %; ' +
        '1 other trial of 3 is within one standard error of it: this validation cannot tell them apart.',
    );
    expect(near.answer).to.equal('λ 0.01, or 1 other as good');
    const [ahead] = on('search', path([300, 384, 400, 384]));
    expect(ahead.text).to.match(/; it is 1\.60 points ahead, more than one standard error\.$/);
    expect(ahead).to.include({ answer: 'λ 0.01' });
    expect(ahead.runs).to.deep.equal([]);
    expect(on('search', path([400]))).to.be.empty;
  });

  it('say that the best or the chosen one lies at an edge', () => {
    expect(on('search edge', path([300, 400, 390]))[0].evidence).to.equal(
      'λ of the best trial lies inside the range tried',
    );
    expect(on('search edge', path([300, 380, 400]))[0].evidence).to.equal(
      'λ 0.01 of the best trial is the smallest that was tried: better ones may lie beyond',
    );
    const simpler = path([395, 400, 390], { rule: 'one-standard-error' });
    expect(on('search edge', simpler)[0].evidence).to.equal(
      'λ 1 of the chosen trial is the largest that was tried: better ones may lie beyond',
    );
    const seeds = searchOf([trialOf({ seed: 1 }, [400]), trialOf({ seed: 2 }, [300])], ['seed']);
    expect(on('search edge', seeds)).to.be.empty;
    const default_ = searchOf(
      [trialOf({}, [400]), trialOf({ eta: 0.1 }, [300]), trialOf({ eta: 0.2 }, [300])],
      ['eta'],
    );
    expect(on('search edge', default_)[0].text).to.include(
      'η 0.001 of the best trial is the smallest',
    );
  });

  it('say what a larger λ costs, only where it was chosen by one standard error', () => {
    const [cost] = on('one standard error', path([300, 390, 400], { rule: 'one-standard-error' }));
    expect(cost).to.include({ answer: 'costs 1.00 points' });
    expect(cost.evidence).to.match(
      /^λ 0\.1, chosen in place of λ 0\.01, the best, costs 1\.00 points/,
    );
    const [nothing] = on('one standard error', path([300, 400], { rule: 'one-standard-error' }));
    expect(nothing).to.include({ answer: 'costs nothing' });
    expect(on('one standard error', path([300, 390, 400]))).to.be.empty;
  });

  it('say what halving dropped, and what that spared', () => {
    const [{ text, figures }] = on('halving', halvedSearch());
    expect(text).to.equal(
      'In the sweep over λ, η, momentum, batch size and schedule, successive halving dropped 50 of 58 ' +
        'trials, 28 after 4, 15 after 8 and 7 after 16 epochs, and spared 67.67 % of the epochs.',
    );
    expect(figures.saved).to.be.closeTo(1 - (28 * 4 + 15 * 8 + 7 * 16 + 8 * 32) / (58 * 32), 1e-12);
    expect(on('halving', gridSearch())).to.be.empty;
  });

  it('hold the chosen one’s validation accuracy against the test set', () => {
    const search = path([300, 400, 390]);
    const run = (accuracy: number, changes: Partial<ReportedRun> = {}): ReportedRun =>
      runOf(
        { costs: [2, 1] },
        {
          lambda: 0.1,
          configuration: null,
          test: tested(accuracy),
          analysis: analysisOf(),
          ...changes,
        },
      );
    const [holds] = on('selection', search, run(0.38));
    // 2 √(0.4·0.6/1000 + 0.38·0.62/10000), and √(2 ln 3) √(0.4·0.6/1000).
    expect(holds.text).to.equal(
      'λ 0.1, chosen in the path of λ, has 38.00 % on the test set, 2.00 points below its validation ' +
        'accuracy, no more than chance (3.25 points) (40.00 % ± 1.55); as one of 3 trials, validation may ' +
        'flatter it by up to 2.30 points on average.',
    );
    const answers = [0.36, 0.44].map((accuracy) => on('selection', search, run(accuracy))[0]);
    expect(answers[0]).to.include({ answer: 'below it by more than chance' });
    expect(answers[0].text).to.include('the validation flatters it');
    expect(answers[1]).to.include({ answer: 'above it by more than chance' });
    expect(on('selection', search, run(0.38, { lambda: 1 }))).to.be.empty;
    expect(on('selection', search, run(0.38, { test: null }))).to.be.empty;
  });

  it('are none where nothing was chosen, and are numbered where there are several searches', () => {
    expect(all([searchOf([trialOf({}, [], { failure: 'no' })], ['eta'])])).to.be.empty;
    const texts = all([path([300, 400]), path([400, 300])]).map(({ text }) => text);
    expect(texts.filter((text) => text.startsWith('In the path of λ (2), '))).to.have.length(2);
  });

  it('are drawn from a thousand trials as well', () => {
    expect(all([halvedSearch(1000)])).to.have.length(3);
  });
});
