import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { dataSet, joined, split, type DataSet } from '../../src/data';
import { defaultRng } from '../../src/random';
import {
  DescentSearch,
  searched,
  type DescentProgress,
  type LambdaOutcome,
} from '../../src/search';
import { epochsInTime } from '../../src/search/descent/epochs-in-time';
import type { SearchControl } from '../../src/search/lambda-search';
import { setsOf, type PathSets } from '../../src/search/sets';
import { fittedRun, prepareJob, run, type TrainingSettings } from '../../src/training';
import { failureOf } from '../support/rejection';

const FIXED = { eta: 0.1, batchSize: 20, epochs: 4, momentum: 0.5 };
const LAMBDAS = [1, 0.01, 0.001];

/** Two classes of 3 features, which overlap. */
function blobs(samples: number): DataSet {
  const random = defaultRng(5);
  const labels = Array.from({ length: samples }, (_, i) => (i % 2 === 0 ? 'a' : 'b'));
  const X = labels.map((label) =>
    Array.from({ length: 3 }, () => random.random() + (label === 'a' ? 0 : 0.4)),
  );
  return dataSet({ X, labels });
}

describe('the search for λ by mini-batches', () => {
  const backend = selectBackend({ backend: 'js' });
  const { training, validation } = split(blobs(260), { validation: 60 });
  const whole = joined(training, validation);
  const held: PathSets = {
    ...setsOf({ training, validation }, null, 42),
    whole: () => ({ training: whole }),
  };

  interface How {
    readonly fixed?: Partial<TrainingSettings>;
    readonly lambdas?: readonly number[];
    readonly sets?: PathSets;
    readonly mayShorten?: boolean;
    readonly control?: SearchControl;
    readonly onProgress?: (progress: DescentProgress) => void;
  }

  async function search({ onProgress, ...how }: How = {}): Promise<LambdaOutcome> {
    const { control, fixed = FIXED, lambdas = LAMBDAS, mayShorten = false, sets = held } = how;
    const plan = { ...searched({ fixed, lambdas }), mayShorten };
    const events = new DescentSearch(backend, sets, plan, control).run();
    for (;;) {
      const turn = await events.next();
      if (turn.done === true) return turn.value;
      if (turn.value.kind === 'progress') onProgress?.(turn.value.progress);
    }
  }

  /** The weights that one training of these settings ends with. */
  async function weightsOf(data: DataSet, settings: Partial<TrainingSettings>) {
    const job = await prepareJob(backend, { training: data }, [settings]);
    const events = run(job);
    while ((await events.next()).done !== true);
    return (await fittedRun(job, 'finished', 0)).model.parameters.values;
  }

  it('trains each λ as it would be alone, chooses by validation, and trains once more on all', async () => {
    const heard: DescentProgress[] = [];
    const { fitted, isCut, isRefitted, results, validated } = await search({
      onProgress: (progress) => heard.push(progress),
    });
    const { chosen, trials } = results;
    expect({ isCut, isRefitted, kind: results.kind }).to.deep.equal({
      ...{ isCut: false, isRefitted: true, kind: 'sweep' },
    });
    expect(trials.map(({ settings }) => settings.lambda)).to.deep.equal(LAMBDAS);
    expect(trials.map(({ rungs }) => rungs[0].epochs)).to.deep.equal([4, 4, 4]);
    const accuracies = trials.map(({ rungs }) => rungs[0].validation.accuracy);
    expect(accuracies[chosen!]).to.equal(Math.max(...accuracies));
    const settings = { ...FIXED, lambda: LAMBDAS[chosen!] };
    expect(validated[0].model.parameters.values).to.deep.equal(await weightsOf(training, settings));
    expect(fitted.model.parameters.values).to.deep.equal(await weightsOf(whole, settings));
    expect(fitted.certificate).to.equal(null);
    expect(heard.at(-1)).to.deep.equal({
      ...{ solver: 'mini-batch', lambdas: [settings.lambda], epoch: 4, epochs: 4 },
      ...{ done: 1, all: 2, fraction: 1 },
    });
    const fractions = heard.map(({ fraction }) => fraction);
    expect(fractions).to.deep.equal([...fractions].sort((a, b) => a - b));
  });

  it('validates in folds', async () => {
    const sets = { ...setsOf({ training }, 3, 42), whole: () => ({ training }) };
    const { isRefitted, results, validated } = await search({ sets });
    expect(results.validation).to.deep.equal({ folds: 3, samples: 200 });
    expect(validated).to.have.length(3);
    expect(isRefitted).to.equal(true);
  });

  it('ends the first training with its epoch once its time is over, and fits no more', async () => {
    const { fitted, isCut, isRefitted, results, validated } = await search({
      control: { until: 0 },
    });
    expect({ isCut, isRefitted }).to.deep.equal({ isCut: true, isRefitted: false });
    expect(results.isCut).to.equal(true);
    expect(results.trials.map(({ rungs }) => rungs[0].epochs)).to.deep.equal([1, 1, 1]);
    expect(fitted).to.equal(validated[0]);
  });

  it('leaves the last fit, or a fold, in which it has been enough', async () => {
    const enough = new AbortController();
    const stopAt = (training: number) => (progress: DescentProgress) => {
      if (progress.done === training && progress.epoch >= 2) enough.abort();
    };
    const control = { enough: enough.signal };
    const last = await search({ control, onProgress: stopAt(1) });
    expect(last.results.isCut).to.equal(undefined);
    expect({ isCut: last.isCut, isRefitted: last.isRefitted }).to.deep.equal({
      ...{ isCut: true, isRefitted: false },
    });
    const again = new AbortController();
    const sets = { ...setsOf({ training }, 4, 42), whole: () => ({ training }) };
    const folds = await search({
      sets,
      control: { enough: again.signal },
      onProgress: ({ done }) => {
        if (done === 2) again.abort();
      },
    });
    expect(folds.results.validation).to.deep.equal({ folds: 2, samples: 100 });
    expect(folds.results.trials[0].rungs[0].epochs).to.equal(4);
    expect(folds.isCut).to.equal(true);
  });

  it('takes fewer epochs where time is short, if it may', async () => {
    const fixed = { ...FIXED, epochs: 100_000 };
    const control = { until: performance.now() + 500 };
    const shorter = await search({ fixed, lambdas: [0.01], mayShorten: true, control });
    const [{ settings, rungs }] = shorter.results.trials;
    expect(settings.epochs).to.be.below(100_000);
    expect(rungs[0].epochs).to.be.at.most(settings.epochs!);
    expect(shorter.results.isCut).to.equal(true);
  });

  it('reckons how many epochs there is time for', () => {
    const time = { preparing: 1, epoch: 2, passes: 2 };
    expect(epochsInTime(10, { ...time, left: Infinity })).to.equal(10);
    // 2 (1 + 10·2), of which the first training's preparation and first epoch are over.
    expect(epochsInTime(10, { ...time, left: 39 })).to.equal(10);
    expect(epochsInTime(10, { ...time, left: 38 })).to.equal(8);
    expect(epochsInTime(10, { ...time, left: 0 })).to.equal(1);
  });

  it('stops early where it is to, and fits all for as many epochs', async () => {
    const earlyStopping = { patience: 1, metric: 'loss' } as const;
    const fixed = { ...FIXED, eta: 0.5, epochs: 50, earlyStopping };
    const { fitted, results, validated } = await search({ fixed, lambdas: [0.001] });
    const kept = validated[0].bestEpoch!;
    expect(results.trials[0].rungs[0].epochs).to.equal(kept + 1);
    expect(fitted.model.provenance).to.deep.include({ epochs: kept });
  });

  it('leaves out λ that diverge, and says so if all do', async () => {
    const { results } = await search({ lambdas: [1000, 0.01] });
    expect(results.trials.map(({ failure }) => failure)).to.deep.equal([
      'the training diverged: its loss is not finite',
      null,
    ]);
    expect(results.trials[0].rungs).to.deep.equal([]);
    expect(results.chosen).to.equal(1);
    const failed = await failureOf(search({ lambdas: [1000], fixed: { ...FIXED, epochs: 40 } }));
    expect(String(failed)).to.match(/no λ has a score: the training diverged/);
  });

  it('throws the reason of a signal', async () => {
    const stopping = new AbortController();
    const reason = new Error('stop');
    const failed = await failureOf(
      search({ control: { signal: stopping.signal }, onProgress: () => stopping.abort(reason) }),
    );
    expect(failed).to.equal(reason);
  });
});
