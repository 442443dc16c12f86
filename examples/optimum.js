'use strict';

// The optimum of the cost, with a certificate of how far the classifier is from it at most.
const { dataSet, defaultRng, split, train } = require('onelayer');

const random = defaultRng(7);
const labels = Array.from({ length: 3000 }, () => random.integers(0, 3));
const X = labels.map((label) =>
  Float32Array.from(
    { length: 64 },
    (_, j) => random.standardNormal() + (j % 3 === label ? 0.4 : 0),
  ),
);
const { training, test } = split(dataSet({ X, labels }), { test: 500 }, { stratified: true });

async function main() {
  // No learning rate, and no number of epochs: it ends when the gap is proved to be small.
  const options = { solver: 'lbfgs', lambda: 0.01, tolerance: 1e-10, dtype: 'float64' };
  const run = train(training, options);
  for await (const { epoch, gap } of run)
    console.log(`iteration ${epoch}: gap ${gap.toExponential(1)}`);

  const { certificate, classifier } = await run;
  const { accuracy, cost, distance, isReached, relativeGap } = certificate;
  console.log(
    `J = ${cost.toFixed(6)} is at most ${relativeGap.toExponential(1)} of itself too high`,
  );
  console.log(`‖W − W*‖ is at most ${distance.toExponential(1)}`);
  console.log(
    `training accuracy at the optimum: ${100 * accuracy.least} to ${100 * accuracy.most} %`,
  );
  const tested = await classifier.evaluate(test);
  console.log(`test ${(100 * tested.accuracy).toFixed(1)} %`);
  if (!isReached || tested.accuracy < 0.8) process.exitCode = 1;
}

void main();
