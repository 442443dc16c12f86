import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { Standardiser, StandardisedSet } from '../../src/data';
import { isRight, Parameters, RecordedPredictions, Metrics } from '../../src/model';
import { LinearModel } from '../support/linear-model';
import { defaultRng } from '../../src/random';
import { syntheticSet } from '../support/synthetic';

const SAMPLES = 70;
const CLASSES = 4;
const numbers = Uint32Array.from({ length: SAMPLES }, (_, i) => SAMPLES - 1 - i);

/** A classifier on a set that it gets right and wrong. */
function setAndClassifier(scale: number) {
  const set = syntheticSet({ samples: SAMPLES, features: 5, classes: CLASSES });
  const data = new StandardisedSet(set, Standardiser.fit(set));
  const drawn = Parameters.draw(CLASSES, 5, 'float64', defaultRng(3));
  drawn.values.forEach((value, i) => (drawn.values[i] = scale * value));
  return {
    data,
    drawn,
    classifier: new LinearModel(drawn, selectBackend({ backend: 'js' })),
  };
}

/** P of one sample by its definition, exp(sₖ) / Σ exp(sⱼ). */
function probabilities(data: StandardisedSet, parameters: Parameters, sample: number): number[] {
  const x = new Float64Array(5);
  data.gather(Uint32Array.of(sample), 0, 1, x, new Uint16Array(1));
  const exps = Array.from({ length: CLASSES }, (_, k) =>
    Math.exp(
      x.reduce((sum, value, j) => sum + value * parameters.weights[k * 5 + j], parameters.bias[k]),
    ),
  );
  const sum = exps.reduce((total, value) => total + value, 0);
  return exps.map((value) => value / sum);
}

describe('RecordedPredictions', () => {
  it('have the bits of the evaluation and the outputs of plain metrics', () => {
    for (const scale of [1, 50, 1e200]) {
      const { data, classifier } = setAndClassifier(scale);
      const [metrics, recorded] = [new Metrics(CLASSES), new RecordedPredictions(CLASSES)];
      for (const one of [metrics, recorded]) classifier.addTo(one, data, numbers);
      expect(recorded.evaluation(0.25)).to.deep.equal(metrics.evaluation(0.25));
      expect(recorded.outputs()).to.deep.equal(metrics.outputs());
    }
  });

  it('keep the order of the samples, with probabilities', () => {
    const { data, drawn, classifier } = setAndClassifier(50);
    const recorded = new RecordedPredictions(CLASSES);
    classifier.addTo(recorded, data, numbers);
    const { predictions } = recorded;
    expect(predictions).to.have.length(SAMPLES);
    expect(predictions.filter(isRight)).to.have.length.within(1, SAMPLES - 1);
    predictions.forEach(({ label, predicted, probability, trueProbability }, i) => {
      const P = probabilities(data, drawn, numbers[i]);
      expect(label).to.equal(data.set.labels[numbers[i]]);
      expect(predicted).to.equal(P.indexOf(Math.max(...P)));
      expect(probability).to.be.closeTo(P[predicted], 1e-12);
      expect(trueProbability).to.be.closeTo(P[label], 1e-12);
    });
  });

  it('keep the probability of the true class', () => {
    const predictions = new RecordedPredictions(3);
    predictions.add(2.5, 0, 1, 0.75, 0.08);
    predictions.add(-Math.log(0.3), 2, 2, 0.3, 0.3);
    predictions.add(800, 1, 0, 1, 0);
    const found = predictions.predictions.map(({ trueProbability }) => trueProbability);
    expect(found).to.deep.equal([0.08, 0.3, 0]);
  });

  it('have no probability of a sample whose scores have overflowed', () => {
    const predictions = new RecordedPredictions(2);
    predictions.add(NaN, 1, 0, NaN, NaN);
    predictions.add(NaN, 0, 0, NaN, NaN);
    for (const { probability, trueProbability } of predictions.predictions) {
      expect([probability, trueProbability]).to.deep.equal([NaN, NaN]);
    }
  });
});
