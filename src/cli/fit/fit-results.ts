import type { FitResult } from '../../library';
import {
  analyseTest,
  conclude,
  heaviestFeatures,
  patchesUsed,
  type DataReport,
  type FitReport,
  type Making,
  type ReportedColumn,
  type ReportedRun,
  type Results,
} from '../../report';
import { featureNamesOf, type Preparation } from '../../tables/preparation';
import { wholeSettings } from '../../training';

/** A result with a test. */
export type Tested = FitResult & {
  readonly test: NonNullable<FitResult['test']>;
  readonly testSet: NonNullable<FitResult['testSet']>;
};

/** Returns true if something was tested: a report needs it. */
export function isTested(result: FitResult): result is Tested {
  return result.test !== null;
}

/** The results of a fit, as a results file has them. @param folder  of the run, with its pictures */
export function fitResults(
  result: Tested,
  data: DataReport,
  made: Making,
  folder: string | null,
): Results {
  const { backend, classifier, results: search, samples, understood } = result;
  const { classes, image, patches, provenance } = classifier.model;
  const { validation, test } = understood;
  const runs = [reportedRun(result, folder)];
  return {
    version: 3,
    created: new Date().toISOString(),
    backend,
    made,
    data,
    samples: { training: samples, validation: validation.rows, test },
    classes,
    image,
    ...(patches && { patches: patchesUsed(patches, Number(provenance.groups ?? 1)) }),
    gradientCheck: null,
    findings: null,
    runs,
    search,
    fit: fitReport(result),
    conclusions: conclude(runs, {
      ...{ classes, searches: [search], validationSamples: validation.rows },
      reported: () => null,
    }),
  };
}

/** The last fit as a run; its iterations are not kept. */
function reportedRun(result: Tested, folder: string | null): ReportedRun {
  const { best, certificate, classifier, seconds, test } = result;
  const { accuracy, cost, loss, predictions } = test;
  const { parameters } = classifier.model;
  return {
    configuration: null,
    ...wholeSettings(best.settings),
    history: [],
    certificate,
    test: { accuracy, cost, loss },
    seconds: seconds.search,
    findings: null,
    analysis: analyseTest({ predictions }, parameters),
    folder,
  };
}

function fitReport({ classifier, test, understood }: Tested): FitReport {
  const { featureNames, image, parameters, patches, preparation, temperature } = classifier.model;
  const { classes: K, features, weights } = parameters;
  const names = featureNames ?? Array.from({ length: features }, (_, j) => `feature ${j}`);
  const { label, accuracy } = test.majority;
  return {
    lines: understood.lines,
    columns: preparation && columnsOf(preparation, weights, K),
    omitted: understood.omitted,
    interval: test.interval,
    majority: { label: String(label), accuracy },
    temperature,
    features,
    // Of pictures, weights and patches are shown themselves.
    heaviest: image === null && patches === null ? heaviestFeatures(weights, names, K) : null,
  };
}

/** The columns, each with √Σ W² over its features. @param W  K×d */
function columnsOf(preparation: Preparation, W: ArrayLike<number>, K: number): ReportedColumn[] {
  const d = W.length / K;
  let first = 0;
  return preparation.columns.map((column) => {
    const { name, kind, canMiss } = column;
    const features = featureNamesOf({ ...preparation, columns: [column] }).length;
    let squares = 0;
    for (let k = 0; k < K; k++) {
      for (let j = first; j < first + features; j++) squares += W[k * d + j] ** 2;
    }
    first += features;
    return { name, kind, features, canMiss, weight: Math.sqrt(squares) };
  });
}
