import { expect } from 'chai';
import { describeWithAddon } from '../support/addon';
import {
  type Arguments,
  gradients,
  wrongGradients,
  sums,
  wrongSums,
  evaluation,
  NO_EVALUATION,
  wrongEvaluation,
  scores,
  wrongScores,
} from '../support/pass-arguments';
import { errorOf, refuses, caller } from '../support/refused-arguments';

describeWithAddon("the addon's prepareGradients", (addon) => {
  const call = caller(addon, 'prepareGradients');
  refuses(call, gradients, wrongGradients);

  it('wants all W of several models, then all b, without gaps', () => {
    const two = (length: number): Arguments => ({
      ...gradients(),
      gradients: new Float32Array(16),
      parameters: new Float32Array(length),
      lambdas: new Float64Array(2),
      etas: new Float64Array(2),
      models: 2,
    });
    expect(errorOf(call, two(15)).message).to.match(
      /^parameters: expected at least 16 elements, got 15/,
    );
    call(two(16));
  });

  for (const [title, changed, message] of [
    ['a number of no sample', { numbers: Uint32Array.of(0, 4) }, 'numbers[1]: expected a sample'],
    ['a label of no class', { y: Uint8Array.of(0, 9, 0, 0) }, 'y[1]: expected a class, below 2'],
    ['a label of two bytes', { y: Uint16Array.of(0, 256, 0, 0) }, 'y[1]: expected a class'],
    ['a mini-batch from beyond the numbers', { first: 9 }, 'count: expected at most'],
  ] as const) {
    it(`refuses ${title}`, () => {
      const args: Arguments = {
        ...gradients(),
        ...changed,
        ...('numbers' in changed ? { first: 0 } : {}),
      };
      expect(errorOf(call, args).message).to.include(message);
      expect(args.gradients).to.deep.equal(gradients().gradients);
    });
  }

  it('takes numbers beyond the mini-batch as a hint alone', () => {
    call({ ...gradients(), first: 0, numbers: Uint32Array.of(0, 1, 2 ** 32 - 1) });
  });

  for (const input of ['parameters', 'slope', 'intercept']) {
    it(`refuses an output that shares memory with ${input}`, () => {
      const shared = new Float32Array(8);
      const args = { ...gradients(), gradients: shared, [input]: shared };
      expect(errorOf(call, args).message).to.equal(
        `gradients: expected memory of its own, got memory shared with ${input}`,
      );
    });
  }

  describe('with velocities', () => {
    const stepping = (): Arguments => ({
      ...gradients(),
      velocities: new Float32Array(8),
      momentum: 0.9,
    });

    it('are taken', () => call(stepping()));

    for (const [name, change, message] of [
      ['without a step', { etas: null }, /^etas: expected an array, since there are velocities/],
      ['of another dtype', { velocities: new Float64Array(8) }, /^velocities: expected /],
      ['that are too few', { velocities: new Float32Array(7) }, /^velocities: expected at least 8/],
      ['that are no array', { velocities: {} }, /^velocities: expected /],
    ] as const) {
      it(`are refused ${name}`, () => {
        expect(errorOf(call, { ...stepping(), ...change }).message).to.match(message);
      });
    }

    for (const other of ['gradients', 'parameters', 'slope']) {
      it(`are refused in one memory with ${other}`, () => {
        const shared = new Float32Array(8);
        const args = { ...stepping(), velocities: shared, [other]: shared };
        expect(errorOf(call, args).message).to.match(/: expected memory of its own, got memory/);
      });
    }
  });

  it('refuses smoothed labels for the hinge loss', () => {
    const args = { ...gradients(), loss: 'hinge', labelSmoothing: 0.1 };
    expect(errorOf(call, args).message).to.match(/^labelSmoothing: expected 0 for the hinge loss/);
  });

  it('takes views into larger arrays, and writes into them alone', () => {
    const inside = new Float32Array(24).fill(9);
    const args: Arguments = { ...gradients(), gradients: inside.subarray(8, 16) };
    args.parameters = new Float32Array(20).subarray(3, 11);
    args.X = new Uint8Array(40).subarray(5, 17);
    args.numbers = Uint32Array.of(99, 0, 1, 2, 3).subarray(1);
    call(args);
    expect([...inside.subarray(0, 8), ...inside.subarray(16)]).to.deep.equal(Array(16).fill(9));
    expect([...inside.subarray(8, 16)]).to.not.include(9);
  });
});

describeWithAddon("the addon's prepareSums", (addon) => {
  const call = caller(addon, 'prepareSums');
  refuses(call, sums, wrongSums);

  it('refuses outputs that share memory with another array', () => {
    const shared = new Float64Array(4);
    for (const [output, other] of [
      ['weight', 'losses'],
      ['losses', 'weights'],
      ['weight', 'weights'],
      ['sampleLosses', 'losses'],
      ['probabilities', 'sampleLosses'],
      ['trueProbabilities', 'probabilities'],
      ['trueProbabilities', 'weights'],
    ]) {
      const args = { ...sums(), [output]: shared, [other]: shared };
      expect(errorOf(call, args).message).to.equal(
        `${output}: expected memory of its own, got memory shared with ${other}`,
      );
    }
    const floats = new Float32Array(8);
    const args = { ...sums(), gradients: floats, parameters: floats };
    expect(errorOf(call, args).message).to.match(/^gradients: expected memory of its own/);
  });

  it('hands out whole evaluations or none', () => {
    call({ ...sums(), ...NO_EVALUATION });
    for (const given of Object.keys(NO_EVALUATION)) {
      const args = { ...sums(), ...NO_EVALUATION, [given]: sums()[given] };
      expect(errorOf(call, args).message).to.match(
        new RegExp(`^\\w+: expected an array, since there are ${given}, got none$`),
      );
    }
  });

  it('hands out room for each model, and writes no more', () => {
    const two = { models: 2, gradients: new Float32Array(16), parameters: new Float32Array(16) };
    const losses = new Float64Array(2);
    const doubles = () => new Float64Array(5).fill(7);
    const [sampleLosses, probabilities, trueProbabilities] = [doubles(), doubles(), doubles()];
    const predicted = new Uint16Array(5).fill(7);
    const outputs = { sampleLosses, predicted, probabilities, trueProbabilities };
    call({ ...sums(), ...two, losses, ...outputs });
    expect([...predicted]).to.deep.equal([0, 0, 0, 0, 7]);
    expect([...probabilities]).to.deep.equal([0.5, 0.5, 0.5, 0.5, 7]);
    expect([...trueProbabilities]).to.deep.equal([0.5, 0.5, 0.5, 0.5, 7]);
    expect([...sampleLosses]).to.deep.equal([...Array<number>(4).fill(Math.log(2)), 7]);
    const few = { ...outputs, predicted: new Uint16Array(3) };
    expect(errorOf(call, { ...sums(), ...two, losses, ...few }).message).to.equal(
      'predicted: expected at least 4 elements, got 3',
    );
  });
});

describeWithAddon("the addon's prepareEvaluation", (addon) => {
  const call = caller(addon, 'prepareEvaluation');
  refuses(call, evaluation, wrongEvaluation);

  it('refuses outputs that share memory', () => {
    const shared = new Float64Array(2);
    const args = { ...evaluation(), losses: shared, probabilities: shared };
    expect(errorOf(call, args).message).to.match(/^probabilities: expected memory of its own/);
    const all = { ...evaluation(), trueProbabilities: shared, losses: shared };
    expect(errorOf(call, all).message).to.match(/^trueProbabilities: expected memory of its own/);
    const bytes = new ArrayBuffer(16);
    const both = { losses: new Float64Array(bytes), predicted: new Uint16Array(bytes, 0, 2) };
    expect(errorOf(call, { ...evaluation(), ...both }).message).to.match(
      /^predicted: expected mem/,
    );
  });
});

describeWithAddon("the addon's prepareScores", (addon) => {
  const call = caller(addon, 'prepareScores');
  refuses(call, scores, wrongScores);

  it('refuses rows beyond the features', () => {
    const args = { ...scores(), first: 3 };
    expect(errorOf(call, args).message).to.equal('X: expected at least 15 elements, got 12');
    expect(errorOf(call, { ...scores(), first: 2 ** 31 - 1 }).message).to.match(/^X: expected at/);
  });

  for (const input of ['parameters', 'X']) {
    it(`refuses an output that shares memory with ${input}`, () => {
      const shared = new Float32Array(12);
      expect(errorOf(call, { ...scores(), scores: shared, [input]: shared }).message).to.equal(
        `scores: expected memory of its own, got memory shared with ${input}`,
      );
    });
  }

  it('takes bytes only with a slope and an intercept', () => {
    const none = { slope: null, intercept: null };
    expect(errorOf(call, { ...scores(), ...none }).message).to.equal(
      'X: expected an array of numbers, since there is no slope, got a Uint8Array',
    );
    call({ ...scores(), ...none, X: new Float64Array(12) });
  });

  it('writes the scores of the rows that are asked for, and no more', () => {
    const inside = new Float32Array(8).fill(9);
    const args: Arguments = { ...scores(), scores: inside.subarray(2, 6), first: 1, count: 2 };
    args.X = Float64Array.of(9, 9, 9, 1, 2, 3, -1, 0, 1, 9, 9, 9);
    args.parameters = Float32Array.of(1, 0, 0, 0, 1, 1, 10, 20);
    call({ ...args, slope: null, intercept: null, mean: null, inverse: null });
    expect([...inside]).to.deep.equal([9, 9, 11, 25, 9, 21, 9, 9]);
  });
});
