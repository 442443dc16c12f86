import { expect } from 'chai';
import fc from 'fast-check';
import { calibration, trueClassHistogram } from '../../src/model';
import { answer, overflowed, someAnswers, total } from '../support/predictions';

describe('calibration', () => {
  it('has ECE = Σ n_b / n · |accuracy_b − confidence_b| over ten bins', () => {
    const predictions = [
      answer(0, 0, 0.5),
      answer(1, 0, 0.5625),
      answer(0, 0, 0.875),
      answer(1, 1, 1),
    ];
    const { bins, expectedError, confidence } = calibration(predictions);
    expect(bins.map(({ samples }) => samples)).to.deep.equal([0, 0, 0, 0, 0, 2, 0, 0, 1, 1]);
    expect(bins[5]).to.deep.include({ from: 0.5, to: 0.6, accuracy: 0.5, confidence: 0.53125 });
    expect(bins[8]).to.deep.include({ from: 0.8, to: 0.9, accuracy: 1, confidence: 0.875 });
    expect(bins[0]).to.deep.include({ from: 0, to: 0.1, accuracy: null, confidence: null });
    // 2/4 · 0.03125 + 1/4 · 0.125 + 1/4 · 0
    expect(expectedError).to.equal(0.046875);
    expect(confidence).to.equal(0.734375);
  });

  it('lets a distance upwards in one bin not make up for one downwards in another', () => {
    expect(calibration([answer(0, 1, 0.25), answer(0, 0, 0.75)]).expectedError).to.equal(0.25);
  });

  it('has no error where the predictions are as often right as they are sure', () => {
    const predictions = [answer(0, 0, 0.5), answer(1, 0, 0.5), answer(1, 1, 1)];
    expect(calibration(predictions).expectedError).to.equal(0);
  });

  it('has an error of 1 where certain predictions are wrong', () => {
    expect(calibration([answer(0, 1, 1), answer(1, 0, 1)]).expectedError).to.equal(1);
  });

  it('has what is just below an edge in the bin below it', () => {
    for (const [p, bin] of [
      [0.8999999999999999, 8],
      [0.29999999999999993, 2],
    ]) {
      expect(calibration([answer(0, 0, p)]).bins[bin].samples, `${p}`).to.equal(1);
    }
  });

  it('has a lower edge in its bin, and 1 in the last one', () => {
    for (let i = 0; i < 10; i++) {
      const { bins } = calibration([answer(0, 0, i / 10)]);
      expect(bins[i].samples, `${i / 10}`).to.equal(1);
      expect(bins[i].from).to.equal(i / 10);
    }
    const { bins } = calibration([answer(0, 0, 1), answer(0, 0, 0)]);
    expect([bins[0].samples, bins[9].samples, bins[9].to]).to.deep.equal([1, 1, 1]);
  });

  it('has no mean confidence once the scores have overflowed, and no bin for such predictions', () => {
    const { bins, confidence } = calibration([overflowed(0), answer(0, 0, 0.75)]);
    expect(total(bins.map(({ samples }) => samples))).to.equal(1);
    expect(confidence).to.be.NaN;
  });
});

describe('the histogram of the probability of the true class', () => {
  it('counts right and wrong predictions apart, in twenty bins', () => {
    const bins = trueClassHistogram([
      answer(0, 0, 0.62),
      answer(0, 0, 0.64),
      answer(0, 1, 0.55, 0.44),
      answer(0, 1, 0.9, 0.02),
    ]);
    expect(bins).to.have.length(20);
    expect(bins[12]).to.deep.equal({ from: 0.6, to: 0.65, right: 2, wrong: 0 });
    expect(bins[8]).to.deep.equal({ from: 0.4, to: 0.45, right: 0, wrong: 1 });
    expect(bins[0]).to.deep.equal({ from: 0, to: 0.05, right: 0, wrong: 1 });
  });

  it('has a lower edge in its bin, and 1 in the last one', () => {
    for (let i = 0; i < 20; i++) {
      expect(trueClassHistogram([answer(0, 0, i / 20)])[i].right, `${i / 20}`).to.equal(1);
    }
    expect(trueClassHistogram([answer(0, 0, 1)])[19]).to.include({ right: 1, to: 1 });
    expect(trueClassHistogram([answer(0, 1, 1, 0)])[0].wrong).to.equal(1);
  });

  it('counts every prediction once, except those without a probability', () => {
    fc.assert(
      fc.property(someAnswers, (predictions) => {
        const bins = trueClassHistogram(predictions);
        const known = predictions.filter(({ trueProbability }) => !Number.isNaN(trueProbability));
        const right = known.filter(({ label, predicted }) => label === predicted);
        expect(total(bins.map((bin) => bin.right))).to.equal(right.length);
        expect(total(bins.map((bin) => bin.wrong))).to.equal(known.length - right.length);
      }),
    );
  });
});
