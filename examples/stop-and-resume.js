'use strict';

// A training that is stopped, kept in a file, and gone on with: it ends as if it had never stopped.
const { mkdtempSync, rmSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { dataSet, defaultRng, train } = require('onelayer');

const random = defaultRng(7);
const labels = Array.from({ length: 5000 }, () => random.integers(0, 3));
const X = labels.map((label) =>
  Float32Array.from({ length: 64 }, (_, j) => random.standardNormal() + (j % 3 === label ? 1 : 0)),
);
const training = dataSet({ X, labels });
const settings = { epochs: 30, eta: 0.005, momentum: 0.9, schedule: { kind: 'cosine' } };

const folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-example-'));
const checkpoint = path.join(folder, 'run.ckpt');

async function main() {
  const controller = new AbortController();
  const stopped = train(training, { ...settings, checkpoint, signal: controller.signal });
  for await (const { epoch, train: figures } of stopped) {
    console.log(`epoch ${epoch}: loss ${figures.loss.toFixed(4)}`);
    if (epoch === 5) controller.abort();
  }
  console.log(`stopped after ${(await stopped).history.length} epochs`);

  const resumed = await train(training, { ...settings, checkpoint, resume: checkpoint });
  const whole = await train(training, settings);
  const isSame = Buffer.from(resumed.classifier.weights.buffer).equals(
    Buffer.from(whole.classifier.weights.buffer),
  );
  console.log(`resumed to the end: ${resumed.history.length} epochs`);
  console.log(`the same weights as without a stop, to the bit: ${isSame}`);
  if (!isSame) process.exitCode = 1;
}

void main().finally(() => rmSync(folder, { recursive: true }));
