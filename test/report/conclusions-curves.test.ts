import { expect } from 'chai';
import { on, textsOn } from '../support/conclusions';
import { runOf } from '../support/reported-run';

const third = { configuration: 3 };

describe('the conclusion on the descent', () => {
  it('is that a cost falls from each epoch to the next', () => {
    const [{ text, figures }, ...more] = on('oscillation', runOf({ costs: [2, 1.75, 1.5] }));
    expect(text).to.equal(
      'Configuration 2 descends steadily: its training cost rose in none of 2 steps from epoch to epoch.',
    );
    expect(figures).to.deep.equal({ rises: 0, largestRise: 0, steps: 2 });
    expect(more).to.be.empty;
  });

  it('is one on each steady run, with its own rises alone', () => {
    const runs = [
      runOf({ costs: [2, 1.75, 1.5] }),
      runOf({ costs: [4, 2, 2.03125, 2, 2.015625] }, third),
    ];
    const found = on('oscillation', ...runs);
    expect(found.map(({ text }) => text)).to.deep.equal([
      'Configuration 2 descends steadily: its training cost rose in none of 2 steps from epoch to epoch.',
      'Configuration 3 descends steadily: its training cost rose in 2 of 4 steps from epoch to epoch, by at most 1.6 %.',
    ]);
    expect(found.map((one) => [one.runs, one.evidence, one.figures])).to.deep.equal([
      [[0], 'rose in none of 2 steps', { rises: 0, largestRise: 0, steps: 2 }],
      [
        [1],
        'rose in 2 of 4 steps, by at most 1.6 %',
        { rises: 2, largestRise: 0.015625, steps: 4 },
      ],
    ]);
  });

  it('is that a cost goes up and down where two rises are above 2 %', () => {
    const costs = [2, 1, 1.5, 1, 1.25];
    const [{ text, figures }, ...more] = on('oscillation', runOf({ costs }, { eta: 0.1 }));
    expect(text).to.equal(
      'Configuration 2 oscillates: its training cost rose in 2 of 4 steps from epoch to epoch, by up ' +
        'to 50 %, and was between 1.000 and 2.000 in the last 5 epochs. η 0.1 is too large: steps ' +
        'overshoot the valley.',
    );
    expect(figures).to.deep.equal({ rises: 2, steps: 4, largestRise: 0.5, low: 1, high: 2 });
    expect(more).to.be.empty;
  });

  it('is on the cost, which has the penalty in it, and not on the loss', () => {
    const losses = [2, 1, 1.5, 1, 1.25];
    const [text] = textsOn('oscillation', runOf({ costs: [9, 8, 7, 6, 5], losses }));
    expect(text).to.include('rose in none of 4 steps');
  });

  it('is that a cost goes up where it ends higher than it began, however steadily', () => {
    const costs = [2, 2.03, 2.06, 2.09, 2.12, 2.15, 2.18];
    const run = runOf({ costs });
    expect(textsOn('oscillation', run)).to.deep.equal([
      'Configuration 2 does not descend: its training cost rose in 6 of 6 steps from epoch to epoch, from 2.000 to 2.180.',
    ]);
    expect(textsOn('convergence', run)).to.deep.equal([]);
  });

  it('is that a run diverged where its validation cost alone is not finite', () => {
    const run = runOf({ costs: [2, 1, 0.5], validationLosses: [2, NaN, NaN] });
    expect(textsOn('oscillation', run)).to.deep.equal([
      'Configuration 2 diverged: its cost is not finite after epoch 2. η 0.001 is too large.',
    ]);
  });

  it('counts a cost of 0 as what can’t be told from it', () => {
    const [{ text, figures }] = on('oscillation', runOf({ costs: [1, 0, 0, 0.00001, 0] }));
    expect(text).to.match(/rose in 1 of 4 steps from epoch to epoch, by at most 1 %\.$/);
    expect(figures.largestRise).to.equal(0.01);
    const [convergence] = textsOn('convergence', runOf({ costs: [1, 0, 0, 0, 0, 0, 0] }));
    expect(convergence).to.match(/it has settled: the last 5 epochs changed it by 0 %\.$/);
  });

  it('begins with λ as it is, where a run has no number', () => {
    const own = runOf({ costs: [2, NaN] }, { configuration: null, lambda: 0.05 });
    expect(textsOn('oscillation', own)[0]).to.match(/^λ 0\.05, η 0\.001 diverged/);
  });

  it('lets one large rise pass, and small ones', () => {
    for (const costs of [
      [2, 1, 1.5, 1, 0.5],
      [1, 1.0199, 1, 1.0199, 1],
    ]) {
      expect(textsOn('oscillation', runOf({ costs }))[0]).to.include('descends steadily');
    }
    expect(textsOn('oscillation', runOf({ costs: [1, 1.0201, 1, 1.0201] }))[0]).to.include(
      'oscillates',
    );
  });

  it('looks at the last ten epochs, and counts all rises', () => {
    const end = [2, 1, 2, 1, 2, 1, 2, 1, 2, 1.5];
    const [{ figures }] = on('oscillation', runOf({ costs: [9, 8, 8.5, 0.5, ...end] }));
    expect(figures).to.deep.include({ rises: 6, steps: 13, low: 1, high: 2 });
    const calm = [1, 2, 1, 2, ...Array.from({ length: 10 }, (_, i) => 1 - i / 100)];
    expect(textsOn('oscillation', runOf({ costs: calm }))[0]).to.include('descends steadily');
  });

  it('is that a run diverged from the first cost that is no finite number', () => {
    for (const cost of [NaN, Infinity]) {
      const run = runOf({ costs: [2, 1, 1.5, 1, 1.5, cost, 1] }, { eta: 7 });
      const [{ text, figures }, ...more] = on('oscillation', run);
      expect(text).to.equal(
        'Configuration 2 diverged: its cost is not finite after epoch 6. η 7 is too large.',
      );
      expect(figures).to.deep.equal({ epoch: 6 });
      expect(more).to.be.empty;
    }
  });

  it('has diverged runs first, then those that oscillate, each by itself, then the steady ones', () => {
    const wild = { costs: [2, 1, 2, 1, 2] };
    const texts = textsOn(
      'oscillation',
      runOf({ costs: [2, 1] }),
      runOf(wild, { configuration: 1 }),
      runOf(wild, { configuration: 3 }),
      runOf({ costs: [2, NaN] }, { configuration: 4 }),
    );
    expect(texts.map((text) => text.slice(0, 19))).to.deep.equal([
      'Configuration 4 div',
      'Configuration 1 osc',
      'Configuration 3 osc',
      'Configuration 2 des',
    ]);
  });
});

describe('the conclusion on convergence', () => {
  it('says where a cost rises again', () => {
    const costs = [3, 1, 1.5, 1.51, 1.52, 1.53, 1.54, 1.55];
    expect(textsOn('convergence', runOf({ costs }))[0]).to.match(
      /it rises again, by 3\.3 % in the last 5 epochs\.$/,
    );
  });

  it('has the epoch by which 90 % of the fall was made, and that it goes on', () => {
    const costs = [3, 2.11, 2.09, 2.01, 2.008, 2.005, 2.002, 2];
    const [{ text, figures }] = on('convergence', runOf({ costs }));
    expect(text).to.equal(
      'Configuration 2 made 90 % of the fall of its training cost, from 3.000 to 2.000, by epoch 3 of ' +
        '8; it still falls, by 4.3 % in the last 5 epochs: more epochs would lower it further.',
    );
    expect(figures).to.deep.equal({
      ...{ first: 3, lowest: 2, speed: 3, epochs: 8 },
      recentFall: (2.09 - 2) / 2.09,
    });
  });

  it('has settled where the last five epochs lowered it by half a percent at most', () => {
    const [settled] = textsOn('convergence', runOf({ costs: [3, 2.008, 2, 2, 2, 2, 2] }));
    expect(settled).to.include(
      'by epoch 2 of 7; it has settled: the last 5 epochs changed it by 0.4 %',
    );
    const [falls] = textsOn('convergence', runOf({ costs: [3, 2.012, 2, 2, 2, 2, 2] }));
    expect(falls).to.include('it still falls, by 0.6 % in the last 5 epochs');
  });

  it('falls to the lowest cost, which need not be the last', () => {
    const costs = [3, 2, 2.02, 2.01, 2.02, 2.01, 2.01];
    const [{ text, figures }] = on('convergence', runOf({ costs }));
    expect(text).to.include('from 3.000 to 2.000, by epoch 2 of 7; it has settled');
    expect(text).to.include('changed it by 0.5 %');
    expect(figures.recentFall).to.be.lessThan(0);
    const [risen] = textsOn('convergence', runOf({ costs: costs.with(6, 2.03) }));
    expect(risen).to.not.include('still falls');
  });

  it('falls from the first cost, which need not be the highest', () => {
    const [{ figures }] = on('convergence', runOf({ costs: [3, 3.03, 2, 2, 2, 2] }));
    expect(figures).to.deep.include({ first: 3, lowest: 2, speed: 3 });
  });

  it('is drawn from six epochs on, of each steady run', () => {
    const six = [6, 5, 4, 3, 2, 1];
    const wild = [...six, 2, 1, 2];
    expect(on('convergence', runOf({ costs: six.slice(1) }))).to.be.empty;
    expect(on('convergence', runOf({ costs: wild }))).to.be.empty;
    expect(on('convergence', runOf({ costs: [...six, NaN] }))).to.be.empty;
    expect(on('convergence', runOf({ costs: six }), runOf({ costs: six }, third))).to.have.length(
      2,
    );
  });
});

describe('the conclusion on overfitting', () => {
  const costs = [2, 1.9, 1.8, 1.7, 1.6, 1.5, 1.4];

  it('is that the validation loss rises while the training loss falls', () => {
    const validationLosses = [2, 1.5, 1.51, 1.51, 1.52, 1.52, 1.53];
    const run = runOf({ costs, validationLosses, accuracies: [0.5, 0.375] });
    const [{ text, figures }] = on('overfitting', run);
    expect(text).to.equal(
      'Configuration 2 overfits: 50.00 % in training against 37.50 % in validation, 12.50 points ' +
        'apart; the validation loss was lowest after epoch 2 of 7, at 1.500, and is 1.530 at the end.',
    );
    expect(figures).to.deep.equal({
      ...{ gap: 0.125, train: 0.5, validation: 0.375 },
      ...{ bestEpoch: 2, lowestLoss: 1.5, lastLoss: 1.53 },
    });
  });

  it('takes more than 1 % and five epochs to be one, and a training loss that falls', () => {
    const says = (validationLosses: readonly number[], training = costs) =>
      textsOn('overfitting', runOf({ costs: training, validationLosses }))[0];
    expect(says([2, 1.5, 1.51, 1.51, 1.51, 1.51, 1.514])).to.not.include('overfits');
    expect(says([2, 2, 1.5, 1.6, 1.6, 1.6, 1.6])).to.not.include('overfits');
    expect(says([2, 1.5, 1.6, 1.6, 1.6, 1.6, 1.6], costs.with(6, 1.9))).to.include(
      'does not overfit',
    );
    expect(says([2, 1.5, 1.51, 1.51, 1.51, 1.51, 1.516])).to.include('Configuration 2 overfits:');
  });

  it('is a gap, and no overfitting, where accuracies are more than 2 points apart', () => {
    const says = (train: number, validation: number) =>
      textsOn('overfitting', runOf({ costs, accuracies: [train, validation] }))[0];
    expect(says(0.4219, 0.4)).to.include(
      'Configuration 2 knows the training set better, and does not overfit: 42.19 % in training ' +
        'against 40.00 % in validation, 2.19 points apart;',
    );
    const close = 'Configuration 2 does not overfit:';
    expect(says(0.4181, 0.4)).to.include(close).and.include(', 1.81 points, close together;');
    expect(says(0.4, 0.4375)).to.include(close).and.include(', 3.75 points, close together;');
  });

  it('is overfitting where accuracies are more than 10 points apart', () => {
    const says = (train: number) =>
      textsOn('overfitting', runOf({ costs, accuracies: [train, 0.4] }))[0];
    expect(says(0.51)).to.include('Configuration 2 overfits: 51.00 % in training');
    expect(says(0.49)).to.not.include('overfits');
  });

  it('is borderline near the limit of the gap, which it names', () => {
    const says = (train: number) =>
      on('overfitting', runOf({ costs, accuracies: [train, 0.4] }))[0];
    const near = says(0.4915);
    expect(near.answer).to.equal('borderline');
    expect(near.evidence).to.match(/^gap 9\.15 points \(limit: 10\), validation loss 1\.500 after/);
    expect(near.text)
      .to.match(/^Configuration 2 is on the border of overfitting: 49\.15 % in training/)
      .and.include(', 9.15 points apart (limit: 10); the validation loss');
    expect(says(0.479).answer).to.equal('does not overfit');
    expect(says(0.479).evidence).to.not.include('limit');
  });

  it('is borderline where the validation loss has risen while the training loss fell', () => {
    const says = (last: number, training = costs) => {
      const validationLosses = [2, 1.9, 1.8, 1.7, 1.6, 1.5, last];
      return on('overfitting', runOf({ costs: training, validationLosses }))[0];
    };
    const risen = says(1.509);
    expect(risen.answer).to.equal('borderline');
    expect(risen.evidence).to.match(
      /after epoch 6, 1\.509 at the end, 0\.6 % higher \(limit: 1 % after five epochs\)$/,
    );
    expect(risen.evidence).to.match(/^gap 1\.00 points, /);
    expect(says(1.5015 - 0.0002).answer).to.equal('does not overfit');
    const both = says(1.509, costs.with(6, 1.51));
    expect(both.answer).to.equal('does not overfit');
    expect(both.evidence).to.match(/, 1\.509 at the end, 0\.6 % higher, as the training loss is$/);
  });

  it('is drawn of steady runs alone', () => {
    expect(on('overfitting', runOf({ costs: [2, 1, 2, 1, 2] }))).to.be.empty;
    expect(on('overfitting', runOf({ costs: [2, NaN] }))).to.be.empty;
    expect(on('overfitting', runOf({ costs }), runOf({ costs }, third))).to.have.length(2);
  });
});
