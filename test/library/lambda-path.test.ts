import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { joined, type DataSet } from '../../src/data';
import { listenToWarnings } from '../../src/errors';
import { lambdaPath, train, type LambdaPathOptions } from '../../src/library';
import { followPath, type Optimum } from '../../src/search/path/follow-path';
import type { PathProgress, Trial } from '../../src/search';
import { expectHonest, problemOf } from '../support/certified';
import { failureOf } from '../support/rejection';
import { SMALL } from '../support/trainings';

const LAMBDAS = [1, 0.3, 0.1, 0.03, 0.01, 0.003];
const COMPUTE = { backend: 'js', threads: 1 } as const;

const weighed = (set: DataSet): DataSet => ({
  ...set,
  weights: Float64Array.from({ length: set.samples }, (_, i) => (i % 4) / 2),
});

const { training, validation, test } = SMALL.bytes;
const BYTES = { training, validation };
const NUMBERS = {
  training: weighed(SMALL.numbers.training),
  validation: weighed(SMALL.numbers.validation),
};

/** Searches, and hears the warnings. */
async function search(
  data: Parameters<typeof lambdaPath>[0],
  options: LambdaPathOptions = {},
): Promise<Awaited<ReturnType<typeof lambdaPath>> & { readonly heard: readonly string[] }> {
  const heard: string[] = [];
  listenToWarnings((message, code) => heard.push(`${code}: ${message}`));
  try {
    const result = await lambdaPath(data, { ...COMPUTE, lambdas: LAMBDAS, ...options });
    return { ...result, heard };
  } finally {
    listenToWarnings(() => undefined);
  }
}

const lambdaOf = ({ settings }: Trial): number => settings.lambda!;
const scoreOf = (trial: Trial) => trial.rungs.at(-1)!.validation;

describe('lambdaPath', () => {
  // Which most searches of such small data cause.
  beforeEach(() => listenToWarnings(() => undefined));
  afterEach(() => listenToWarnings(null));

  for (const [kind, data, dtype] of [
    ['bytes', BYTES, 'float32'],
    ['numbers with weights', NUMBERS, 'float64'],
  ] as const) {
    it(`comes to the optima that a cold start comes to: ${kind}`, async () => {
      const settings = { dtype, tolerance: 1e-8 } as const;
      const backend = selectBackend({ backend: 'js' });
      const optima: Optimum[] = [];
      for await (const event of followPath({ backend, data, settings, lambdas: LAMBDAS })) {
        if (event.kind === 'optimum') optima.push(event.optimum);
      }
      expect(optima.map(({ lambda }) => lambda)).to.deep.equal(LAMBDAS);
      for (const { lambda, fitted, record } of optima) {
        const cold = await train(data, { ...COMPUTE, ...settings, lambda, solver: 'lbfgs' });
        const [warm, reference] = [fitted.certificate!, cold.certificate!];
        expect(warm.isReached, `λ ${lambda}`).to.equal(true);
        expect(warm.cost - reference.cost).to.be.at.most(warm.gap! + 1e-15);
        expect(reference.cost - warm.cost).to.be.at.most(reference.gap! + 1e-15);
        expect(record.validation!.loss).to.be.closeTo(cold.history.at(-1)!.validation!.loss, 1e-3);
      }
      const { results } = await search(data, settings);
      expect(results.trials.map(({ gap }) => gap)).to.deep.equal(
        optima.map(({ fitted }) => fitted.certificate!.gap),
      );
    });
  }

  it('chooses by the rule, from the largest λ to the smallest, and tests the chosen one', async () => {
    const shuffled = [0.01, 1, 0.1, 0.003, 0.3, 0.03, 1];
    const { best, results, ...found } = await search(BYTES, { lambdas: shuffled, test });
    expect(results.trials.map(lambdaOf)).to.deep.equal(LAMBDAS);
    const highest = Math.max(...results.trials.map((trial) => scoreOf(trial).accuracy));
    expect(scoreOf(best).accuracy).to.equal(highest);
    expect(best).to.equal(results.trials[results.chosen!]);
    expect(found.classifier.provenance.settings).to.include({ lambda: lambdaOf(best) });
    const evaluated = await found.classifier.evaluate(test);
    expect(found.test?.accuracy).to.equal(evaluated.accuracy);

    const simple = await search(BYTES, { rule: 'one-standard-error' });
    const least = highest - scoreOf(results.trials[results.best!]).standardError;
    const good = results.trials.filter((trial) => scoreOf(trial).accuracy >= least);
    expect(lambdaOf(simple.best)).to.equal(Math.max(...good.map(lambdaOf)));
    expect(simple.results.rule).to.equal('one-standard-error');
  });

  it('fits the chosen λ to all samples after folds, or on request, and certifies it', async () => {
    const all = joined(training, validation);
    const cases = [
      [all, { folds: 3 }],
      [BYTES, { refit: true }],
    ] as const;
    for (const [data, own] of cases) {
      const { best, results, ...found } = await search(data, { ...own, dtype: 'float64' });
      const cost = { lambda: lambdaOf(best), loss: 'cross-entropy', labelSmoothing: 0 } as const;
      expectHonest(problemOf(all, { ...cost, standardise: true }), found);
      expect(results.validation).to.deep.equal(
        'folds' in own
          ? { folds: 3, samples: all.samples }
          : { folds: null, samples: validation.samples },
      );
    }
  });

  it('tells how far it is, and yields each trial when it is finished', async () => {
    const heard: PathProgress[] = [];
    const path = lambdaPath(training, {
      ...{ ...COMPUTE, lambdas: [0.1, 10, 1], folds: 2 },
      onProgress: (progress) => heard.push(progress),
    });
    const yielded: number[] = [];
    for await (const trial of path) yielded.push(lambdaOf(trial));
    expect(yielded).to.deep.equal([10, 1, 0.1]);
    await path;
    expect(new Set(heard.map(({ all }) => all))).to.deep.equal(new Set([7]));
    const fractions = heard.map(({ fraction }) => fraction);
    expect(fractions[0]).to.be.within(0, 0.2);
    expect(heard.at(-1)!.done).to.be.at.least(6);
    expect(fractions).to.deep.equal([...fractions].sort((a, b) => a - b));
    expect(heard.every(({ gap, cost }) => gap! >= 0 && cost > 0)).to.equal(true);
  });

  it('validates each λ that stops early', async () => {
    const { results } = await search(BYTES, { earlyStopping: { patience: 1 } });
    for (const trial of results.trials) {
      expect(scoreOf(trial).accuracy).to.be.within(0, 1);
      expect(scoreOf(trial).loss).to.be.above(0);
    }
  });

  it('warns once of an edge, and not where there is none', async () => {
    const edge = await search(BYTES, { lambdas: [1e8, 1e9] });
    expect(edge.results.atEdge).to.deep.equal(['lambda']);
    expect(edge.heard).to.have.length(1);
    expect(edge.heard[0]).to.match(/^EDGE_OF_RANGE: lambda 1\d+ is at the edge of its range/);
    const alone = await search(BYTES, { lambdas: [0.1] });
    expect(alone.heard).to.deep.equal([]);
  });

  it('stops soon after the signal aborts, with its reason', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let calls = 0;
    const error = await failureOf(
      Promise.resolve(
        lambdaPath(BYTES, {
          ...{ ...COMPUTE, lambdas: { log: [1e-6, 1], count: 100 }, signal: controller.signal },
          onProgress: () => {
            if (++calls === 3) controller.abort(reason);
          },
        }),
      ),
    );
    expect(error).to.equal(reason);
    expect(calls).to.be.below(6);
  });

  it('takes the best so far when it is told that this is enough', async () => {
    const enough = new AbortController();
    const path = lambdaPath(BYTES, {
      ...{
        ...COMPUTE,
        lambdas: { log: [1e-6, 1], count: 100 },
        enough: enough.signal,
        refit: true,
      },
      onProgress: ({ done }) => {
        if (done >= 3) enough.abort();
      },
    });
    const { best, certificate, results } = await path;
    expect(results.isCut).to.equal(true);
    expect(results.trials.length).to.be.within(3, 4);
    expect(best).to.equal(results.trials[results.chosen!]);
    expect(certificate?.isReached).to.equal(true);
  });

  const REFUSED: readonly [
    message: RegExp,
    options: object,
    data?: Parameters<typeof lambdaPath>[0],
  ][] = [
    [/^lambdas\[1\]: expected a finite number above 0, got 0/, { lambdas: [1, 0] }],
    [/^lambdas\.length: expected a positive integer, got 0/, { lambdas: [] }],
    [/^lambdas: expected a list of numbers, or \{ log/, { lambdas: 0.1 }],
    [/^lambdas\.count: expected/, { lambdas: { log: [0.1, 1] } }],
    [/^rule: expected .*best/, { rule: 'worst' }],
    [/^refit: expected/, { refit: 1 }],
    [/^validation: expected a validation set, or folds/, {}, training],
    [/^validation: expected none with folds/, { folds: 2 }],
    [/^refit: expected false with folds/, { folds: 2, refit: true }, training],
    [/^loss: expected cross-entropy or binary-cross-entropy/, { loss: 'hinge' }],
  ];
  for (const [message, options, data = BYTES] of REFUSED) {
    it(`refuses ${JSON.stringify(options)}`, async () => {
      const error = await failureOf(Promise.resolve(lambdaPath(data, { ...COMPUTE, ...options })));
      expect(error?.message).to.match(message);
    });
  }

  it('refuses options that it does not have at once', () => {
    for (const name of ['lambda', 'solver', 'folded']) {
      expect(() => lambdaPath(BYTES, { [name]: 1 })).to.throw(TypeError, name);
    }
    const enough = true as never;
    expect(() => lambdaPath(BYTES, { enough })).to.throw(TypeError, 'enough');
  });
});
