import { expect } from 'chai';
import fc from 'fast-check';
import { classExamples, classMetrics, confusionMatrix } from '../../src/model';
import { answer, K, overflowed, someAnswers, total } from '../support/predictions';

describe('the confusion matrix', () => {
  it('has true classes in its rows, predicted ones in its columns', () => {
    const predictions = [answer(0, 0), answer(0, 1), answer(0, 1), answer(2, 0)];
    expect(confusionMatrix(predictions, 3)).to.deep.equal([
      [1, 2, 0],
      [0, 0, 0],
      [1, 0, 0],
    ]);
  });

  it("has a class's samples as the sum of its row, and all predictions as the sum of all", () => {
    fc.assert(
      fc.property(someAnswers, (predictions) => {
        const matrix = confusionMatrix(predictions, K);
        matrix.forEach((row, k) => {
          expect(total(row)).to.equal(predictions.filter(({ label }) => label === k).length);
        });
        expect(total(matrix.flat())).to.equal(predictions.length);
      }),
    );
  });

  it('counts predictions without a probability too', () => {
    expect(confusionMatrix([overflowed(0), overflowed(1)], 2)).to.deep.equal([
      [1, 0],
      [1, 0],
    ]);
  });
});

describe('the metrics of a class', () => {
  const confusion = [
    [4, 1, 0],
    [2, 3, 0],
    [0, 6, 0],
  ];

  it('are those of the class against all others', () => {
    // Class 0: TP 4, FP 2, FN 1, TN 9 of 16; class 1: TP 3, FP 7, FN 2, TN 4.
    const [first, second] = classMetrics(confusion);
    expect(first).to.deep.equal({
      samples: 5,
      predicted: 6,
      precision: 4 / 6,
      recall: 4 / 5,
      accuracy: 13 / 16,
    });
    expect(second).to.deep.equal({
      samples: 5,
      predicted: 10,
      precision: 3 / 10,
      recall: 3 / 5,
      accuracy: 7 / 16,
    });
  });

  it('have no precision where nothing was taken for the class', () => {
    const never = classMetrics(confusion)[2];
    expect(never).to.deep.equal({
      samples: 6,
      predicted: 0,
      precision: null,
      recall: 0,
      accuracy: 10 / 16,
    });
  });

  it('have no recall where the class has no samples', () => {
    const [, without] = classMetrics([
      [3, 1],
      [0, 0],
    ]);
    const expected = { samples: 0, predicted: 1, precision: 0, recall: null, accuracy: 3 / 4 };
    expect(without).to.deep.equal(expected);
  });

  it('have neither for a class that is nowhere, which is rightly found nowhere', () => {
    const [, nowhere] = classMetrics([
      [4, 0],
      [0, 0],
    ]);
    const expected = { samples: 0, predicted: 0, precision: null, recall: null, accuracy: 1 };
    expect(nowhere).to.deep.equal(expected);
  });
});

describe('the examples of a class', () => {
  /** The numbers of the samples. */
  const numbers = (examples: readonly { readonly sample: number }[]) =>
    examples.map(({ sample }) => sample);

  it('are its samples, recognised or taken for another, the surest first', () => {
    const predictions = [
      answer(0, 0, 0.6),
      answer(0, 1, 0.7),
      answer(0, 0, 0.8),
      answer(0, 2, 0.9),
    ];
    const [{ hits, mistakes }, other] = classExamples(predictions, 2);
    expect(numbers(hits)).to.deep.equal([2, 0]);
    expect(numbers(mistakes)).to.deep.equal([3, 1]);
    expect(mistakes[0]).to.deep.equal({ sample: 3, ...predictions[3] });
    expect(other).to.deep.equal({ hits: [], mistakes: [] });
  });

  it('are five at most of each kind, of each class', () => {
    const predictions = Array.from({ length: 40 }, (_, i) =>
      answer(i % 2, i % 4 < 2 ? 0 : 1, i / 64),
    );
    const [first, second] = classExamples(predictions, 2);
    expect(numbers(first.hits)).to.deep.equal([36, 32, 28, 24, 20]);
    expect(numbers(first.mistakes)).to.deep.equal([38, 34, 30, 26, 22]);
    expect(numbers(second.hits)).to.deep.equal([39, 35, 31, 27, 23]);
    expect(numbers(second.mistakes)).to.deep.equal([37, 33, 29, 25, 21]);
  });

  it('come in the order of their numbers where they are equally sure', () => {
    const sure = [0.5, 0.75, 0.5, 0.75, 0.75, 0.5, 0.5, 0.5];
    const predictions = sure.map((probability) => answer(0, 0, probability));
    expect(numbers(classExamples(predictions, 1)[0].hits)).to.deep.equal([1, 3, 4, 0, 2]);
  });

  it('have none among the predictions without a probability', () => {
    const predictions = [overflowed(0), overflowed(1), answer(0, 0, 0.5), overflowed(0)];
    const [first, second] = classExamples(predictions, 2);
    expect(numbers(first.hits)).to.deep.equal([2]);
    expect(second).to.deep.equal({ hits: [], mistakes: [] });
  });
});
