'use strict';

// The weight decay that validates best, along a path of certified optima, and the fit to all samples.
const { dataSet, defaultRng, lambdaPath, split } = require('onelayer');

const random = defaultRng(7);
const labels = Array.from({ length: 3000 }, () => random.integers(0, 3));
const X = labels.map((label) =>
  Float32Array.from(
    { length: 64 },
    (_, j) => random.standardNormal() + (j % 3 === label ? 0.4 : 0),
  ),
);
const sets = split(dataSet({ X, labels }), { validation: 500, test: 500 }, { stratified: true });
const { test, ...data } = sets;

async function main() {
  const path = lambdaPath(data, { rule: 'one-standard-error', refit: true, test });
  for await (const { settings, rungs } of path) {
    const { accuracy, standardError } = rungs.at(-1).validation;
    const [percent, error] = [100 * accuracy, 100 * standardError].map((x) => x.toFixed(1));
    console.log(`λ ${settings.lambda.toPrecision(3)}: validation ${percent} ± ${error} %`);
  }
  const { best, certificate, test: tested } = await path;
  console.log(`chosen: λ ${best.settings.lambda.toPrecision(3)}`);
  console.log(`at most ${certificate.relativeGap.toExponential(1)} of J above the optimum`);
  console.log(`test ${(100 * tested.accuracy).toFixed(1)} %`);
  if (!certificate.isReached || tested.accuracy < 0.8) process.exitCode = 1;
}

void main();
