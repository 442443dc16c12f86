import { expect } from 'chai';
import path from 'node:path';
import { selectBackend } from '../../src/backend';
import type { SearchSpace, SweepPlan, Trial } from '../../src/search';
import { Claims } from '../../src/report/storage/consistency/claims';
import { assertSearch } from '../../src/report/storage/consistency/search-claims';
import { foldSets, stratifiedFolds } from '../../src/data';
import {
  fittedRuns,
  prepareJob,
  run,
  type AnyTrainingData,
  type Ending,
  type TrainingSettings,
} from '../../src/training';
import { DATA, FIXED, swept, whileFailing, withoutTimes } from '../support/sweeps';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

const SPACE: SearchSpace = { lambda: [0, 0.1], eta: [0.01, 0.1, 1], momentum: [0, 0.9] };

/** What `train` makes of the settings: the kept epoch's metrics, and the model. */
async function alone(settings: Partial<TrainingSettings>, data: AnyTrainingData = DATA) {
  const job = await prepareJob(selectBackend({ backend: 'js' }), data, [settings]);
  let ending: Ending = 'finished';
  for await (const event of run(job)) if (event.kind === 'ended') ({ ending } = event);
  const [{ model, bestEpoch }] = await fittedRuns(job, ending);
  const { history } = job.runs[0];
  const kept = bestEpoch === null ? history.at(-1) : history[bestEpoch - 1];
  return { model, validation: kept?.validation, epochs: history.length };
}

const lastScore = (trial: Trial) => trial.rungs.at(-1)?.validation;

async function expectAsAlone(trials: readonly Trial[]): Promise<void> {
  for (const trial of trials) {
    const { validation, epochs } = await alone(trial.settings);
    const score = lastScore(trial);
    expect({ loss: score?.loss, accuracy: score?.accuracy }).to.deep.equal({
      loss: validation?.loss,
      accuracy: validation?.accuracy,
    });
    expect(trial.rungs.at(-1)?.epochs).to.equal(epochs);
  }
}

describe('a sweep', () => {
  it('gives each trial the score that it has alone, and keeps the model of the best', async () => {
    const { results, trials, model } = await swept({ space: SPACE, fixed: FIXED });
    expect(results.trials).to.have.length(12);
    expect(trials.map(({ number }) => number)).to.have.members([...results.trials.keys()]);
    await expectAsAlone(results.trials);
    const best = results.trials[results.chosen!];
    const highest = Math.max(...results.trials.map((trial) => lastScore(trial)!.accuracy));
    expect(lastScore(best)?.accuracy).to.equal(highest);
    const n = DATA.validation.samples;
    expect(lastScore(best)?.standardError).to.be.closeTo(
      Math.sqrt((highest * (1 - highest)) / n),
      1e-12,
    );
    const own = await alone(best.settings);
    expect(model.parameters.values).to.deep.equal(own.model.parameters.values);
    expect(model.provenance).to.deep.equal(own.model.provenance);
  });

  it('scores the best epoch with early stopping, as train keeps it', async () => {
    const space: SearchSpace = {
      earlyStopping: [null, 1, { metric: 'loss', patience: 2 }],
      eta: [0.05, 2],
    };
    const { results } = await swept({ space, fixed: { ...FIXED, epochs: 12 } });
    await expectAsAlone(results.trials);
    const epochs = results.trials.map(({ rungs }) => rungs[0].epochs);
    expect(Math.min(...epochs), 'one ends early').to.be.below(12);
  });

  it('takes the batch solver, whose trials end when they have converged, with their gap', async () => {
    const space: SearchSpace = { solver: ['lbfgs'], lambda: [0.001, 0.1, 1] };
    const { results } = await swept({ space, fixed: { epochs: 100 } });
    await expectAsAlone(results.trials);
    for (const { gap, rungs } of results.trials) {
      expect(gap).to.be.within(0, 1e-5);
      expect(rungs[0].epochs).to.be.below(100);
    }
  });

  it('takes a trial that diverged for a bad one, not for a failure', async () => {
    const { results } = await swept({ space: { eta: [0.1, 1e30] }, fixed: FIXED });
    expect(results.trials[1].failure).to.equal(null);
    expect(results.chosen).to.equal(0);
    const none = () => swept({ space: { eta: [1e38] }, fixed: FIXED });
    expect(await rejection(none, 'SEARCH_FAILED')).to.match(/no trial .* all diverged/);
  });

  it('scores by the means over stratified folds, and fits the chosen to all samples', async () => {
    const { training } = DATA;
    const plan: SweepPlan = { space: { eta: [0.01, 0.5] }, folds: 3, fixed: { ...FIXED, seed: 3 } };
    const { results, model } = await swept(plan, { training });
    const folds = stratifiedFolds(training, 3, 3);
    for (const trial of results.trials) {
      const own = await Promise.all(
        folds.map((_, fold) => alone(trial.settings, foldSets(training, folds, fold))),
      );
      const accuracies = own.map(({ validation }) => validation!.accuracy);
      const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / 3;
      expect(lastScore(trial)?.accuracy).to.be.closeTo(mean, 1e-12);
      const variance = accuracies.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 2;
      expect(lastScore(trial)?.standardError).to.be.closeTo(Math.sqrt(variance / 3), 1e-12);
    }
    expect(results.validation).to.deep.equal({ folds: 3, samples: 44 });
    const whole = await alone(results.trials[results.chosen!].settings, { training });
    expect(model.parameters.values).to.deep.equal(whole.model.parameters.values);
  });

  it('fits for the mean of the epochs that folds kept, with early stopping', async () => {
    const { training } = DATA;
    const fixed = { ...FIXED, epochs: 20, earlyStopping: 2 };
    const { model } = await swept({ space: { eta: [1] }, folds: 2, fixed }, { training });
    expect(model.provenance.epochs).to.be.within(1, 17);
    expect(model.provenance.settings).to.deep.include({ epochs: 20, earlyStopping: null });
  });

  it('halves: the best third goes on, with the bits of a training that was never halved', async () => {
    const space: SearchSpace = {
      eta: [0.001, 0.01, 0.05],
      lambda: [0, 0.01, 0.1],
      schedule: ['cosine'],
      momentum: [0, 0.5],
    };
    const fixed = { ...FIXED, epochs: 6 };
    const { results, trials } = await swept({ space, fixed, halving: { factor: 3, epochs: 1 } });
    const rungs = results.trials.map((trial) => trial.rungs.map(({ epochs }) => epochs));
    const reached = [0, 1, 2].map((rung) => rungs.filter((own) => own.length > rung).length);
    expect(reached).to.deep.equal([18, 6, 2]);
    expect(rungs.find((own) => own.length === 3)).to.deep.equal([1, 3, 6]);
    await expectAsAlone(results.trials.filter((trial) => trial.rungs.length === 3));
    const firsts = results.trials.map((trial) => trial.rungs[0].validation.accuracy);
    const survivors = results.trials.filter((trial) => trial.rungs.length > 1);
    const worst = Math.min(...survivors.map((trial) => firsts[trial.number]));
    const dropped = results.trials.filter((trial) => trial.rungs.length === 1);
    expect(Math.max(...dropped.map((trial) => firsts[trial.number]))).to.be.at.most(worst);
    expect(trials).to.have.length(18);
  });

  it('goes on without a trial that fails, and leaves the others their scores', async () => {
    const plan = { space: SPACE, fixed: FIXED };
    const whole = await swept(plan);
    const broken = await whileFailing(
      ({ eta, lambda }) => eta === 0.1 && lambda === 0,
      () => swept(plan),
    );
    const failed = broken.results.trials.filter(({ failure }) => failure !== null);
    expect(failed.map(({ failure }) => failure)).to.deep.equal(
      Array(2).fill('the disk is on fire'),
    );
    for (const [i, trial] of broken.results.trials.entries()) {
      if (trial.failure === null)
        expect(lastScore(trial)).to.deep.equal(lastScore(whole.results.trials[i]));
    }
    const all = () =>
      whileFailing(
        () => true,
        () => swept(plan),
      );
    expect(await rejection(all, 'SEARCH_FAILED')).to.include('the disk is on fire');
  });

  const WRONG: readonly [string, Partial<SweepPlan>, AnyTrainingData?][] = [
    ['validation: expected a validation set to choose by', {}, { training: DATA.training }],
    ['data: expected a training set alone', { folds: 2 }],
    ['folds: expected an integer from 2 to 44, got 1', { folds: 1 }, { training: DATA.training }],
    ['halving.factor: expected an integer of at least 2', { halving: { factor: 1, epochs: 1 } }],
    ['halving.epochs: expected an integer from 1 to 3', { halving: { factor: 3, epochs: 4 } }],
    [
      'epochs: expected one number for all trials',
      { halving: { factor: 3, epochs: 1 }, space: { epochs: [2, 3] }, fixed: {} },
    ],
  ];
  for (const [message, plan, data] of WRONG) {
    it(`refuses: ${message}`, async () => {
      const error = await swept({ space: { eta: [0.1] }, fixed: FIXED, ...plan }, data).catch(
        (reason: unknown) => reason,
      );
      expect(String(error)).to.include(message);
    });
  }

  it('stops by a signal', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const stopped = swept({ space: SPACE, fixed: { ...FIXED, epochs: 1e6 } }, DATA, {
      signal: controller.signal,
    }).catch((error: unknown) => error);
    setTimeout(() => controller.abort(reason), 50);
    expect(await stopped).to.equal(reason);
  });

  describe('that is told that it is enough', () => {
    const folder = temporaryFolder();

    it('takes the best trial so far, and can be gone on with', async () => {
      const plan = { space: SPACE, fixed: FIXED, journal: path.join(folder(), 'sweep.jsonl') };
      const cut = await swept(plan, DATA, { isEnough: (trials) => trials.length > 0 });
      const { chosen, isCut, trials } = cut.results;
      expect(isCut).to.equal(true);
      const scored = trials.filter(({ failure }) => failure === null);
      expect(scored).to.have.length(6);
      for (const { settings } of scored) expect(settings.momentum).to.equal(0);
      const highest = Math.max(...scored.map((trial) => lastScore(trial)!.accuracy));
      expect(lastScore(trials[chosen!])?.accuracy).to.equal(highest);
      const own = await alone(trials[chosen!].settings);
      expect(cut.model.parameters.values).to.deep.equal(own.model.parameters.values);
      expect(() => assertSearch(new Claims('it').at('search'), cut.results)).to.not.throw();

      const later = await swept(plan);
      const whole = await swept({ space: SPACE, fixed: FIXED });
      expect(later.results.isCut).to.equal(undefined);
      expect(withoutTimes(later.results.trials)).to.deep.equal(withoutTimes(whole.results.trials));
      expect(later.model.parameters.values).to.deep.equal(whole.model.parameters.values);
    });

    it('fits the best of a rung that is left, or of the folds, which all are needed', async () => {
      const halving = { factor: 3, epochs: 2 };
      const halved = await swept({ space: SPACE, fixed: FIXED, halving }, DATA, {
        isEnough: (trials) => trials.length > 0,
      });
      const [chosen] = halved.results.trials.filter(
        ({ number }) => number === halved.results.chosen,
      );
      expect(chosen.rungs.map(({ epochs }) => epochs)).to.deep.equal([2]);
      expect(halved.results.trials.filter(({ failure }) => failure !== null)).to.deep.equal([]);
      expect(halved.results.isCut).to.equal(true);
      const short = await alone({ ...chosen.settings, epochs: 2 });
      expect(halved.model.parameters.values).to.deep.equal(short.model.parameters.values);

      const { training } = DATA;
      const plan = { space: SPACE, fixed: FIXED, folds: 2 };
      const { results, model } = await swept(plan, { training }, { isEnough: () => true });
      expect(results.trials.filter(({ failure }) => failure === null)).to.have.length(6);
      const own = await alone(results.trials[results.chosen!].settings, { training });
      expect(model.parameters.values).to.deep.equal(own.model.parameters.values);
    });
  });

  it('draws the same trials again', async () => {
    const plan = { space: { eta: { log: [0.01, 1] } }, draws: 4, fixed: FIXED } as const;
    const [one, two] = [await swept(plan), await swept(plan)];
    expect(withoutTimes(one.results.trials)).to.deep.equal(withoutTimes(two.results.trials));
  });
});
