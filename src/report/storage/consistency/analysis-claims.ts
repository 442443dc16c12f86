import { classMetrics, type Evaluation, type Example } from '../../../model';
import type { Results } from '../../results/results';
import type { TestAnalysis } from '../../results/test-analysis';
import { sum, type Claims } from './claims';

interface Tested {
  readonly test: Evaluation;
  readonly analysis: TestAnalysis;
}

/** Asserts that the test accuracy and all counts are those of the confusion matrix. */
export function assertAnalysis(
  run: Claims,
  { test, analysis }: Tested,
  { classes, samples: { test: samples } }: Results,
): void {
  const claims = run.at('analysis');
  const { confusion } = analysis;
  claims
    .at('samples')
    .assert(analysis.samples === samples, `${samples}, as in samples.test`, analysis.samples);
  claims.at('confusion').perClass(confusion, classes.length);
  confusion.forEach((row, k) => claims.at('confusion').at(k).perClass(row, classes.length));
  const total = sum(confusion.map(sum));
  claims
    .at('confusion')
    .assert(total === samples, `counts whose sum is ${samples}, as in samples.test`, total);
  const right = sum(confusion.map((row, k) => row[k]));
  const why = `the ${right} of ${samples} on the diagonal of analysis.confusion`;
  run.at('test.accuracy').close(test.accuracy, right / samples, why);
  assertClasses(claims.at('classes'), analysis);
  assertHistogram(claims.at('trueClass'), analysis, right);
  assertCalibration(claims.at('calibration'), analysis, right);
  assertExamples(claims.at('examples'), analysis, classes.length);
  const { norm, largest } = analysis.weights;
  const isPossible = Number.isNaN(norm) || norm >= largest;
  claims.at('weights.norm').assert(isPossible, `at least the largest |W|, ${largest}`, norm);
}

function assertClasses(claims: Claims, { classes, confusion }: TestAnalysis): void {
  claims.perClass(classes, confusion.length);
  const expected = classMetrics(confusion);
  classes.forEach((one, k) => {
    for (const name of ['samples', 'predicted', 'precision', 'recall', 'accuracy'] as const) {
      const [got, follows] = [one[name], expected[k][name]];
      const place = claims.at(k).at(name);
      if (got === null || follows === null) place.equal(got, follows, 'as in confusion');
      else place.close(got, follows, 'as in confusion');
    }
  });
}

/** Histograms leave out predictions whose probability is NaN: their sums may be smaller. */
function assertHistogram(claims: Claims, { trueClass, samples }: TestAnalysis, right: number) {
  const hits = sum(trueClass.map((bin) => bin.right));
  const mistakes = sum(trueClass.map((bin) => bin.wrong));
  const wrong = samples - right;
  claims.assert(hits <= right, `at most ${right} right predictions, as in confusion`, hits);
  claims.assert(mistakes <= wrong, `at most ${wrong} wrong ones, as in confusion`, mistakes);
}

function assertCalibration(
  claims: Claims,
  { calibration: { bins, confidence, expectedError }, trueClass, samples }: TestAnalysis,
  right: number,
): void {
  const binned = sum(bins.map((bin) => bin.samples));
  const inHistogram = sum(trueClass.map((bin) => bin.right + bin.wrong));
  claims.at('bins').equal(binned, inHistogram, 'the samples in trueClass');
  bins.forEach((bin, i) => {
    const isEmpty = bin.samples === 0;
    const own = claims.at('bins').at(i);
    own
      .at('accuracy')
      .assert((bin.accuracy === null) === isEmpty, 'null without samples alone', bin.accuracy);
    if (bin.accuracy !== null) own.at('accuracy').partOf(bin.accuracy, bin.samples);
    const { from, to, confidence: mean } = bin;
    const isInside = mean === null ? isEmpty : mean >= from - 1e-9 && mean <= to + 1e-9;
    own
      .at('confidence')
      .assert(isInside, `a mean from ${from} to ${to}, null without samples`, mean);
  });
  if (binned < samples) return;
  const hits = Math.round(sum(bins.map((bin) => bin.samples * (bin.accuracy ?? 0))));
  claims.at('bins').assert(hits === right, `${right} right predictions, as in confusion`, hits);
  const weighted = (of: (bin: (typeof bins)[number]) => number): number =>
    sum(bins.map((bin) => bin.samples * of(bin))) / samples;
  const mean = weighted((bin) => bin.confidence ?? 0);
  claims.at('confidence').close(confidence, mean, 'the mean of the bins');
  const error = weighted((bin) => Math.abs((bin.accuracy ?? 0) - (bin.confidence ?? 0)));
  claims.at('expectedError').close(expectedError, error, 'the mean distance in the bins', 1);
}

function assertExamples(claims: Claims, { examples, ...analysis }: TestAnalysis, classes: number) {
  claims.perClass(examples, classes);
  const named = new Set<number>();
  examples.forEach(({ hits, mistakes }, k) => {
    const own = claims.at(k);
    const { samples, confusion } = analysis;
    for (const [kind, list] of Object.entries({ hits, mistakes })) {
      list.forEach((example, i) =>
        assertExample(own.at(kind).at(i), example, k, { samples, classes }),
      );
      list.forEach(({ sample }, i) => {
        own
          .at(kind)
          .at(i)
          .at('sample')
          .assert(!named.has(sample), 'a sample that is named once', sample);
        named.add(sample);
      });
      const falls = list.every(
        ({ probability }, i) => i === 0 || probability <= list[i - 1].probability,
      );
      own.at(kind).assert(falls, 'the most confident first', 'another order');
    }
    const right = confusion[k][k];
    own.at('hits').assert(hits.length <= right, `at most ${right}, as in confusion`, hits.length);
    const wrong = sum(confusion[k]) - right;
    own
      .at('mistakes')
      .assert(mistakes.length <= wrong, `at most ${wrong}, as in confusion`, mistakes.length);
    own.at('hits').assert(
      hits.every(({ predicted }) => predicted === k),
      'predictions of the class',
      'others',
    );
    own.at('mistakes').assert(
      mistakes.every(({ predicted }) => predicted !== k),
      'predictions of other classes',
      'its own',
    );
  });
}

function assertExample(
  claims: Claims,
  { sample, label, predicted, probability, trueProbability }: Example,
  k: number,
  { samples, classes }: { readonly samples: number; readonly classes: number },
): void {
  claims.at('sample').assert(sample < samples, `a sample from 0 to ${samples - 1}`, sample);
  claims.at('label').assert(label === k, `${k}, the class of this item`, label);
  claims.at('predicted').assert(predicted < classes, `a class from 0 to ${classes - 1}`, predicted);
  const own = claims.at('trueProbability');
  own.assert(
    trueProbability <= probability,
    `at most the probability, ${probability}`,
    trueProbability,
  );
  const isSame = predicted !== label || trueProbability === probability;
  own.assert(isSame, `${probability} of a hit`, trueProbability);
}
