import { expect } from 'chai';
import path from 'node:path';
import type { Backend } from '../../src/backend';
import { train } from '../../src/library';
import {
  prepareJob,
  readCheckpoint,
  run,
  snapshotOf,
  writeCheckpoint,
  type Snapshot,
  type TrainingSettings,
} from '../../src/training';
import { describeEachBackend } from '../support/backends';
import { temporaryFolder } from '../support/temporary-folder';
import { SMALL, runToEnd, stateOf } from '../support/trainings';

/** Three weight decays at once, of which the largest is soon done. */
const settingsOf = (dtype: 'float32' | 'float64'): Partial<TrainingSettings>[] =>
  [1, 0.01, 0.0001].map((lambda) => ({ lambda, solver: 'lbfgs', dtype }));

describeEachBackend('L-BFGS', (backend: Backend) => {
  const folder = temporaryFolder();

  for (const dtype of ['float32', 'float64'] as const) {
    it(`goes on to the same bits after each iteration, in ${dtype}`, async () => {
      const settings = settingsOf(dtype);
      const whole = await prepareJob(backend, SMALL.bytes, settings);
      const kept: Snapshot[] = [];
      for await (const { kind } of run(whole))
        if (kind === 'epoch') kept.push(await snapshotOf(whole));
      const end = stateOf(await snapshotOf(whole));
      expect(kept).to.have.length.above(5);
      const file = path.join(folder(), 'kept.ckpt');
      const some = kept.filter((_, i) => i < 2 || i % 8 === 0 || i >= kept.length - 3);
      for (const snapshot of some) {
        await writeCheckpoint(file, snapshot);
        const resume = await readCheckpoint(file);
        const job = await prepareJob(backend, SMALL.bytes, settings, { resume });
        await runToEnd(job);
        expect(stateOf(await snapshotOf(job))).to.deep.equal(end);
        settings.forEach((_, r) => {
          expect(job.solver.standing?.(r).certificate).to.deep.equal(
            whole.solver.standing?.(r).certificate,
          );
        });
      }
    });
  }

  it('leaves an iteration that was aborted as it was before it', async () => {
    const settings = settingsOf('float32');
    const whole = await prepareJob(backend, SMALL.numbers, settings);
    await runToEnd(whole);
    const job = await prepareJob(backend, SMALL.numbers, settings);
    let iterations = 0;
    for await (const { kind } of run(job)) if (kind === 'epoch' && ++iterations === 4) break;
    const half = job.solver.advance(job.progress);
    half.next();
    const resume = await snapshotOf(job);
    const resumed = await prepareJob(backend, SMALL.numbers, settings, { resume });
    await runToEnd(resumed);
    expect(stateOf(await snapshotOf(resumed))).to.deep.equal(stateOf(await snapshotOf(whole)));
  });

  it('trains each of several runs as it would come out alone, within the certificates', async () => {
    const settings = settingsOf('float64');
    const job = await prepareJob(backend, SMALL.numbers, settings);
    await runToEnd(job);
    for (const [r, own] of settings.entries()) {
      const { certificate } = await train(SMALL.numbers.training, {
        ...own,
        backend: backend.report.name,
      });
      const together = job.solver.standing?.(r).certificate;
      const gap = Math.max(certificate?.gap ?? NaN, together?.gap ?? NaN);
      expect(Math.abs((together?.cost ?? NaN) - (certificate?.cost ?? NaN))).to.be.at.most(gap);
    }
  });
});

describe('L-BFGS', () => {
  const data = SMALL.bytes.training;

  it('says how far it is when it has no iterations left', async () => {
    const { certificate, ending, history } = await train(data, {
      solver: 'lbfgs',
      lambda: 0.001,
      epochs: 3,
    });
    expect([ending, history.length]).to.deep.equal(['finished', 3]);
    expect(certificate).to.include({ isReached: false });
    expect(certificate?.reason).to.match(/not reached in so many iterations/);
    expect(certificate?.gap).to.be.above(0).and.finite;
  });

  it('has no certificate at λ = 0, and says why', async () => {
    const { certificate, ending } = await train(data, { solver: 'lbfgs' });
    expect(ending).to.equal('converged');
    expect(certificate).to.include({ gap: null, distance: null, isReached: true, accuracy: null });
    expect(certificate?.reason).to.match(/^λ is 0, where nothing bounds the gap/);
  });

  it('bounds the accuracy at the optimum more closely the smaller the tolerance', async () => {
    const widths = [];
    for (const tolerance of [1e-4, 1e-8, 1e-14]) {
      const options = { solver: 'lbfgs', lambda: 0.01, dtype: 'float64', tolerance } as const;
      const { certificate, history } = await train(data, options);
      const { least, most } = certificate?.accuracy ?? { least: NaN, most: NaN };
      const accuracy = history.at(-1)?.train.accuracy ?? NaN;
      expect(accuracy).to.be.within(least, most);
      widths.push(most - least);
    }
    expect(widths).to.deep.equal([...widths].sort((a, b) => b - a));
    expect(widths.at(-1)).to.equal(0);
  });

  it('refuses what it has no use for, and losses that are not smooth', async () => {
    const refused: [object, RegExp][] = [
      [
        { eta: 0.1 },
        /^eta: expected none with the solver lbfgs, which has no use for it, got 0\.1$/,
      ],
      [{ momentum: 0.9 }, /^momentum: expected none with/],
      [{ batchSize: 20 }, /^batchSize: expected none with/],
      [{ schedule: 'cosine' }, /^schedule: expected none with/],
      [{ horizontalFlips: true }, /^horizontalFlips: expected none with/],
      [
        { loss: 'hinge' },
        /^loss: expected cross-entropy or binary-cross-entropy for the solver lbfgs/,
      ],
      [{ tolerance: 0 }, /^tolerance: expected a finite number above 0, got 0$/],
    ];
    for (const [options, message] of refused) {
      const error = await train(data, { solver: 'lbfgs', ...options }).then(
        () => null,
        (reason: unknown) => reason as Error,
      );
      expect(error, JSON.stringify(options)).to.be.instanceOf(RangeError);
      expect(error?.message).to.match(message);
    }
    const error = await train(data, { tolerance: 1e-3 }).then(
      () => null,
      (reason: unknown) => reason as Error,
    );
    expect(error?.message).to.match(/^tolerance: expected none with the solver mini-batch/);
  });
});
