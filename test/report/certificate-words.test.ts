import { expect } from 'chai';
import fc from 'fast-check';
import { certificateWords, uncertifiedWords } from '../../src/report';
import { atMost } from '../../src/report/text/certificate-words';
import { certificateOf, optimumRun } from '../support/optimum-run';

describe('a certificate in words', () => {
  it('says how far cost, weights and accuracy are from the optimum at most', () => {
    expect(certificateWords(certificateOf({}))).to.equal(
      'J is at most 2.6e-7 above its minimum (1.3e-7 of it); ‖W − W*‖ ≤ 0.0016; ' +
        'training accuracy at the optimum between 31.23 % and 55.90 %',
    );
  });

  it('says nothing of an accuracy from 0 to 100 %', () => {
    const words = certificateWords(certificateOf({ accuracy: { least: 0, most: 1 } }));
    expect(words).to.equal(
      'J is at most 2.6e-7 above its minimum (1.3e-7 of it); ‖W − W*‖ ≤ 0.0016',
    );
  });

  it('says why nothing is certified at λ 0, and why a tolerance is not reached', () => {
    const none = { gap: null, relativeGap: null, distance: null, accuracy: null };
    expect(certificateWords(certificateOf({ ...none, reason: 'λ is 0' }))).to.equal(
      'nothing is certified: λ is 0; ‖∂J/∂W‖ is 3.2e-4 at the end',
    );
    const stuck = { isReached: false, reason: 'rounding errors' };
    expect(certificateWords(certificateOf(stuck))).to.match(
      /; the tolerance is not reached: rounding errors$/,
    );
  });

  it('is rounded so that it still holds', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e5, noNaN: true }), (value) => {
        const bound = Number(atMost(value));
        expect(bound).to.be.within(value, value * 1.11);
      }),
    );
  });
});

describe('a run without a certificate', () => {
  const ended = { certificate: null, test: { loss: 1, cost: 1, accuracy: 0.4 } };

  it('says how far it is, and what to do', () => {
    expect(uncertifiedWords(optimumRun(ended))).to.equal(
      'the tolerance 1e-6 is not reached in 3 iterations: J is about 2.6e-7 above its minimum ' +
        '(1.3e-7 of it); take more epochs, or a larger tolerance',
    );
  });

  it('says that early stopping kept others', () => {
    expect(uncertifiedWords(optimumRun({ ...ended, bestEpoch: 2 }))).to.equal(
      'nothing is certified: early stopping kept the weights after iteration 2 of 3',
    );
  });

  it('has nothing to say if it was stopped, or has one', () => {
    expect(uncertifiedWords(optimumRun({ certificate: null }))).to.equal(null);
    expect(uncertifiedWords(optimumRun({ test: ended.test }))).to.equal(null);
  });
});
