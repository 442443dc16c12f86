'use strict';

// A model that is trained, calibrated, saved and loaded again, and exported for other programs:
//
//   npm run build && node examples/save-and-load.js

const { mkdtempSync, rmSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { dataSet, defaultRng, LinearClassifier, split } = require('onelayer');

/** Points around three corners of a square. */
function points() {
  const corners = [
    [0, 0],
    [4, 0],
    [0, 4],
  ];
  const names = ['origin', 'right', 'top'];
  const random = defaultRng(1);
  const noise = () => 3 * (random.random() - random.random());
  const X = [];
  const labels = [];
  for (let i = 0; i < 900; i++) {
    const [x, y] = corners[i % 3];
    X.push([x + noise(), y + noise()]);
    labels.push(names[i % 3]);
  }
  return dataSet({ X, labels });
}

async function main() {
  const sets = split(points(), { validation: 0.2, test: 0.2 }, { stratified: true });
  const classifier = new LinearClassifier({ epochs: 20, eta: 0.1, batchSize: 20 });
  await classifier.fit(sets.training);
  const { temperature, before, after } = await classifier.calibrate(sets.validation);
  console.log(
    `temperature ${temperature.toFixed(2)}: expected calibration error`,
    `${before.expectedError.toFixed(3)} before, ${after.expectedError.toFixed(3)} after`,
  );

  const folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
  for (const ending of ['safetensors', 'json', 'onnx', 'csv']) {
    await classifier.save(path.join(folder, `points.${ending}`));
  }
  const loaded = await LinearClassifier.load(path.join(folder, 'points.safetensors'));
  const { accuracy } = await loaded.evaluate(sets.test);
  console.log(`loaded: test accuracy ${(100 * accuracy).toFixed(1)} %`);
  for (const { label, probability } of loaded.topK([3, 1], 3)) {
    console.log(`  ${label.padEnd(8)}${(100 * probability).toFixed(1)} %`);
  }
  rmSync(folder, { recursive: true });
}

main();
