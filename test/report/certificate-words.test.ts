import { expect } from 'chai';
import fc from 'fast-check';
import { certificateWords, shortfallWords } from '../../src/report';
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
    expect(certificateWords(certificateOf(stuck))).to.match(/ 55\.90 %; rounding errors$/);
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

describe('a run that is not as near to the optimum as asked for', () => {
  const ended = { test: { loss: 1, cost: 1, accuracy: 0.4 } };

  it('says how near it is, and why', () => {
    const certificate = certificateOf({ isReached: false, reason: 'take more epochs' });
    expect(shortfallWords(optimumRun({ ...ended, certificate }))).to.match(
      /^J is at most 2.6e-7 above its minimum .* 55.90 %; take more epochs$/,
    );
  });

  it('says that early stopping kept others', () => {
    const kept = { ...ended, certificate: null, bestEpoch: 2 };
    expect(shortfallWords(optimumRun(kept))).to.equal(
      'nothing is certified: early stopping kept the weights after iteration 2 of 3',
    );
  });

  it('has nothing to say if it was stopped, or is as near', () => {
    expect(shortfallWords(optimumRun({ certificate: null, bestEpoch: 2 }))).to.equal(null);
    expect(shortfallWords(optimumRun(ended))).to.equal(null);
  });
});
