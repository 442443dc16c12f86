import { expect } from 'chai';
import { conclude, type ReportedRun } from '../../src/report';
import { circumstances, on, textsOn } from '../support/conclusions';
import { analysisOf, runOf, tested } from '../support/reported-run';

/** A finished run with this accuracy in the test and in validation. */
const finished = (accuracy: number, changes: Partial<ReportedRun> = {}) =>
  runOf(
    { costs: [2, 1], accuracies: [accuracy, accuracy] },
    { test: tested(accuracy), analysis: analysisOf(), ...changes },
  );

describe('the conclusion on the assignment report', () => {
  // It has 0.3589 for configuration 2; chance is 2 √(2 · 0.3589 · 0.6411 / 10,000) = 0.013567…
  it('is that they agree, or that they differ by more than chance', () => {
    const [{ text, figures }] = on('assignment report', finished(0.3724));
    expect(text).to.equal(
      'Configuration 2: 37.24 % of the test set against 35.89 % in the assignment report, +1.35 ' +
        'points, which is no more than chance (1.36 points): they agree.',
    );
    expect(figures).to.deep.include({ accuracy: 0.3724, reported: 0.3589 });
    expect(figures.difference).to.be.closeTo(0.0135, 1e-12);
    expect(figures.chance).to.be.closeTo(0.0135673, 1e-7);
    expect(textsOn('assignment report', finished(0.3725))).to.deep.equal([
      'Configuration 2: 37.25 % of the test set against 35.89 % in the assignment report, +1.36 ' +
        'points, which is more than chance (1.36 points).',
    ]);
    expect(textsOn('assignment report', finished(0.3453))[0]).to.include(
      '−1.36 points, which is more',
    );
    expect(textsOn('assignment report', finished(0.3454))[0]).to.include('they agree');
  });

  it('is drawn of each configuration, by its own figure', () => {
    const runs = [1, 2, 3, 4].map((configuration) => finished(0.3, { configuration }));
    const reported = on('assignment report', ...runs).map(({ figures }) => figures.reported);
    expect(reported).to.deep.equal([0.2727, 0.3589, 0.3763, 0.367]);
  });

  it('is not drawn of other data, for which the report states nothing', () => {
    const { classes, validationSamples } = circumstances;
    for (const reported of [undefined, () => null]) {
      const conclusions = conclude([finished(0.3)], {
        classes,
        validationSamples,
        ...(reported && { reported }),
      });
      expect(conclusions.map(({ topic }) => topic)).to.not.include('assignment report');
    }
  });

  it('is not drawn of other settings, nor of runs that were stopped', () => {
    expect(on('assignment report', finished(0.3, { configuration: null }))).to.be.empty;
    expect(on('assignment report', finished(0.3, { test: null, analysis: null }))).to.be.empty;
  });
});

describe('the conclusion on calibration', () => {
  const confident = (confidence: number, expectedError = 0.125) =>
    finished(0.4, { analysis: analysisOf({ confidence, expectedError }) });

  it('compares confidence with accuracy', () => {
    const [{ text, figures }] = on('calibration', confident(0.5));
    expect(text).to.equal(
      'Configuration 2 is overconfident: it is right in 40.00 % and gives its predictions 50.00 % on ' +
        'average; expected calibration error 12.50 points.',
    );
    expect(figures).to.deep.equal({ accuracy: 0.4, confidence: 0.5, expectedError: 0.125 });
  });

  it('is over- or underconfident from 3 points on', () => {
    const verdicts = [0.4301, 0.4299, 0.3701, 0.3699].map(
      (confidence) => /is (.*): it/.exec(textsOn('calibration', confident(confidence))[0])![1],
    );
    expect(verdicts).to.deep.equal([
      'overconfident',
      'well calibrated',
      'well calibrated',
      'underconfident',
    ]);
  });

  it('is not drawn once the scores have overflowed, nor of runs that were stopped', () => {
    expect(on('calibration', confident(NaN))).to.be.empty;
    expect(on('calibration', { ...confident(0.5), test: null })).to.be.empty;
    expect(on('calibration', finished(0.4, { analysis: null }))).to.be.empty;
  });
});

describe('the conclusion on the classes', () => {
  const confusion = [
    [60, 30, 10],
    [15, 75, 10],
    [40, 12, 48],
  ];
  const known = (matrix: readonly (readonly number[])[], accuracy = 0.5, configuration = 2) =>
    finished(accuracy, { configuration, analysis: analysisOf({ confusion: matrix }) });

  it('names the best, the worst, and what is confused most often, which way round', () => {
    const [{ text, figures }, ...more] = on('classes', known(confusion));
    expect(text).to.equal(
      'Configuration 2 recognises dog best (75.00 % of its test samples) and ship worst (48.00 %); ' +
        'most often it takes ship for cat, 40 times.',
    );
    expect(figures).to.deep.equal({ best: 0.75, worst: 0.48, confused: 40 });
    expect(more).to.be.empty;
  });

  it('is of the run with the highest validation accuracy', () => {
    const runs = [known(confusion, 0.4, 3), known(confusion, 0.6, 4), known(confusion)];
    expect(textsOn('classes', ...runs)).to.have.length(1);
    expect(textsOn('classes', ...runs)[0]).to.match(/^Configuration 4 recognises/);
  });

  it('ranks no class that has no samples', () => {
    const none = [
      [60, 30, 10],
      [15, 75, 10],
      [0, 0, 0],
    ];
    const [text] = textsOn('classes', known(none));
    expect(text).to.include('dog best (75.00 % of its test samples) and cat worst (60.00 %)');
  });

  it('is not drawn where nothing is confused, or there are no predictions', () => {
    const right = [
      [5, 0],
      [0, 5],
    ];
    expect(on('classes', known(right))).to.be.empty;
    expect(on('classes', finished(0.5, { analysis: null }))).to.be.empty;
  });
});
