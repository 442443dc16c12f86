'use strict';

// A search over λ and η with a journal: stopped half-way, gone on with, and tested once at the end.
const { mkdtempSync, rmSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { dataSet, defaultRng, readJournal, split, sweep } = require('onelayer');

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

const folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-example-'));
const journal = path.join(folder, 'sweep.jsonl');
const options = {
  space: { lambda: [0, 0.01, 0.1], eta: { log: [0.001, 0.1], count: 5 }, momentum: [0, 0.9] },
  epochs: 27,
  journal,
};

async function main() {
  for await (const { number } of sweep(data, options)) {
    console.log(`trial ${number} is finished first, and the sweep is stopped`);
    break;
  }
  const { results: before } = await readJournal(journal);
  const trained = before.trials.filter(({ rungs }) => rungs.length > 0).length;
  console.log(`the journal has ${trained} of ${before.trials.length} trials`);

  const { best, classifier, test: tested } = await sweep(data, { ...options, test });
  const { accuracy, standardError } = best.rungs.at(-1).validation;
  console.log(
    `best: λ ${best.settings.lambda}, η ${best.settings.eta}, μ ${best.settings.momentum}`,
  );
  console.log(`validation ${(100 * accuracy).toFixed(1)} ± ${(100 * standardError).toFixed(1)} %`);
  console.log(
    `test ${(100 * tested.accuracy).toFixed(1)} %, of ${classifier.classes.length} classes`,
  );
  if (tested.accuracy < 0.8) process.exitCode = 1;
}

void main().finally(() => rmSync(folder, { recursive: true }));
