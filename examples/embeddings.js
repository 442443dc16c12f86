'use strict';

// Own embeddings to a classifier. These are made up: vectors around a centre for each topic, as an
// embedding model would give for texts.
const { dataSet, defaultRng, LinearClassifier, split } = require('onelayer');

const TOPICS = ['sport', 'politics', 'science', 'music'];
const TEXTS = 2000;
const FEATURES = 384;

const random = defaultRng(1);
const vector = (scale) =>
  Float32Array.from({ length: FEATURES }, () => scale * random.standardNormal());
const centres = TOPICS.map(() => vector(0.15));

const labels = Array.from({ length: TEXTS }, () => TOPICS[random.integers(0, TOPICS.length)]);
const X = labels.map((topic) => {
  const centre = centres[TOPICS.indexOf(topic)];
  return vector(1).map((x, j) => x + centre[j]);
});

async function main() {
  const { training, validation, test } = split(
    dataSet({ X, labels, name: 'embeddings' }),
    { validation: 0.1, test: 0.2 },
    { stratified: true },
  );
  const classifier = new LinearClassifier({
    eta: 0.01,
    lambda: 0.01,
    momentum: 0.9,
    epochs: 100,
    earlyStopping: { metric: 'loss', patience: 5 },
  });
  await classifier.fit(training, { validation });
  const { accuracy } = await classifier.evaluate(test);
  console.log(
    `${classifier.history.length} epochs, test accuracy ${(100 * accuracy).toFixed(1)} %`,
  );
  console.log('a new text is about', classifier.predict(X[0]), '- it is about', labels[0]);
}

void main();
