import { expect } from 'chai';
import { searchSentence, searchTable } from '../../src/report';
import { LEFT } from '../../src/search';
import { settingValue } from '../../src/report/results/setting-names';
import { textWidth } from '../../src/report/text/width';
import { searchOf, trialOf } from '../support/search-results';

/** λ × η, worse with each trial; the last failed. */
const trials = Array.from({ length: 15 }, (_, i) =>
  trialOf({ lambda: 10 ** -(i % 4), eta: 0.1 / 2 ** i }, [300, 420 - i]),
);
trials.push(trialOf({ lambda: 1, eta: 10 }, [], { failure: 'its cost is not finite' }));
const sweep = searchOf(trials, ['lambda', 'eta']);

const rows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => /^│ +\d/.test(line))
    .map((line) => line.split('│').map((cell) => cell.trim()));

describe('the table of the best ten trials', () => {
  it('has rank, settings, score and epochs, the chosen one marked', () => {
    const text = searchTable(sweep, undefined);
    expect(text).to.match(/λ │ +η │ validation accuracy │ +loss │ epochs │/);
    const all = rows(text);
    expect(all).to.have.length(10);
    const first = ['', '1', '1', '0.1', '42.00 % ± 1.56', '2.160', '8', '← chosen', ''];
    expect(all[0]).to.deep.equal(first);
    expect(all[9].slice(1, 8)).to.deep.equal([
      '10',
      '0.1',
      '0.000195',
      '41.10 % ± 1.56',
      '2.178',
      '8',
      '',
    ]);
  });

  it('has the chosen one below, where it is none of the ten', () => {
    const other = searchOf(
      trials.map((trial, i) => (i === 11 ? { ...trial, settings: { lambda: 9 } } : trial)),
      ['lambda', 'eta'],
      { rule: 'one-standard-error' },
    );
    const all = rows(searchTable(other, undefined));
    expect(all.map((row) => row[1])).to.deep.equal([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      '12',
    ]);
    expect(all[10]).to.include.members(['9', '0.001', '← chosen']);
  });

  it('keeps to the width of a terminal', () => {
    for (const width of [120, 80, 60, 40]) {
      const lines = searchTable(sweep, width).split('\n');
      expect(Math.max(...lines.map(textWidth)), `in ${width} columns`).to.be.at.most(width);
      expect(lines.join(' ')).to.include('← chosen');
    }
  });

  it('writes each kind of value in a few words', () => {
    const settings = {
      eta: 0.001234567,
      shuffle: false,
      schedule: { kind: 'cosine' } as const,
      earlyStopping: { patience: 3 },
      classWeights: [1, 2],
      dtype: 'float64' as const,
    };
    const words = (name: Parameters<typeof settingValue>[1]) => settingValue(settings, name);
    const names = ['eta', 'shuffle', 'schedule', 'earlyStopping', 'classWeights', 'dtype'] as const;
    expect(names.map(words)).to.deep.equal([
      '0.00123',
      'no',
      'cosine',
      'after 3 epochs',
      '1, 2',
      'float64',
    ]);
    expect(settingValue({}, 'earlyStopping')).to.equal('none');
    expect(settingValue({}, 'momentum')).to.equal('0');
  });
});

describe('the sentence on a search', () => {
  it('says what was searched and chosen, by which rule, on what', () => {
    expect(searchSentence(sweep)).to.equal(
      'The sweep over λ and η: of 16 trials, λ 1, η 0.1 was chosen for the highest validation ' +
        'accuracy, 42.00 % ± 1.56, on 1,000 samples that were held out.',
    );
    const path = searchOf(
      [trialOf({ lambda: 1 }, [395]), trialOf({ lambda: 0.1 }, [400])],
      ['lambda'],
      {
        kind: 'path',
        rule: 'one-standard-error',
        validation: { folds: 5, samples: 20_000 },
      },
    );
    expect(searchSentence(path)).to.equal(
      'The path of λ: of 2 trials, λ 1 was chosen with a validation accuracy of 39.50 % ± 1.55, for ' +
        'the largest λ within one standard error of the best, 40.00 % ± 1.55, on 5 folds of 20,000 samples.',
    );
  });

  it('says that a search was ended before, and counts what was trained', () => {
    const trials = [
      trialOf({ lambda: 1 }, [395]),
      trialOf({ lambda: 0.1 }, [400]),
      trialOf({ lambda: 0 }, [], { failure: LEFT }),
    ];
    expect(searchSentence(searchOf(trials, ['lambda'], { isCut: true })))
      .to.match(/of 2 trials, λ 0.1 was chosen/)
      .and.match(/held out\. The search was ended before all was tried\.$/);
  });

  it('says that nothing was chosen where all failed', () => {
    expect(searchSentence(searchOf([trialOf({}, [], { failure: 'no' })], ['seed']))).to.equal(
      'The sweep over seed: of 1 trial none has a score, so none was chosen.',
    );
  });
});
