'use strict';

// A classifier of objects in memory, of numbers, categories and missing values: no setting to guess.
const { defaultRng, fit } = require('onelayer');

const random = defaultRng(11);
const people = Array.from({ length: 600 }, (_, id) => {
  const stays = random.random() < 0.6;
  const months = Math.round(4 + 20 * random.random() + (stays ? 14 : 0));
  return {
    id,
    months: random.random() < 0.1 ? null : months,
    plan: ['basic', 'family', 'team'][Math.floor(3 * random.random() ** (stays ? 0.5 : 2))],
    calls: random.integers(0, stays ? 4 : 8),
    outcome: stays ? 'stays' : 'leaves',
  };
});

async function main() {
  const { classifier, certificate, test, understood } = await fit(people, {
    label: 'outcome',
    seconds: 20,
  });
  for (const line of understood.lines) console.log(line);
  const percent = (part) => `${(100 * part).toFixed(1)} %`;
  const { accuracy, interval, majority, classes } = test;
  const range = `${percent(interval.low)} to ${percent(interval.high)}`;
  console.log(
    `test ${percent(accuracy)} (${range}); always ${majority.label}: ${percent(majority.accuracy)}`,
  );
  for (const { label, precision, recall } of classes) {
    console.log(`${label}: precision ${percent(precision)}, recall ${percent(recall)}`);
  }
  console.log('somebody new:', classifier.predict({ months: 30, plan: 'team', calls: null }));
  if (!certificate.isReached || interval.low < majority.accuracy) process.exitCode = 1;
}

void main();
