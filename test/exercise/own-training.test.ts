import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { trainingByOwnCode, type OwnCode } from '../../src/exercise';
import { prepareJob, run, type TrainingSettings } from '../../src/training';
import { itUnless } from '../support/it-unless';
import { RIGHT, RIGHT_PYTHON, withCode, without, withoutNumPy } from '../support/own-code';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import { SMALL, SMALL_SETTINGS } from '../support/trainings';

const SETTINGS: TrainingSettings = {
  ...SMALL_SETTINGS,
  ...{ dtype: 'float64', schedule: { kind: 'cosine' } },
};

/** Every sample's own place: no function of the solution draws a random order. */
const unshuffled = without('shuffle');

/** Trains two settings, each by the code and by onelayer. */
async function trained(code: OwnCode, settings = SETTINGS, signal?: AbortSignal) {
  const heavier = { ...settings, lambda: 0.1 };
  const given = [settings, settings, heavier, heavier];
  const prepared = await prepareJob(selectBackend(), SMALL.bytes, given);
  const training = await trainingByOwnCode(prepared, [0, 2], code, signal);
  const { job } = training;
  const events: string[] = [];
  for await (const event of run(job, { signal })) events.push(event.kind);
  const [own, native, ownHeavier, nativeHeavier] = job.parameters.members.map((one) => one.flat());
  return {
    ...training,
    job,
    events,
    pairs: [
      [own, native],
      [ownHeavier, nativeHeavier],
    ] as const,
  };
}

const distance = ([a, b]: readonly [ArrayLike<number>, ArrayLike<number>]): number =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i])));

describe("a training by code of one's own", () => {
  const folder = temporaryFolder();

  it("makes onelayer's steps, on its mini-batches, with its schedule", () =>
    withCode(folder(), unshuffled, async (code) => {
      const { job, pairs, used, standardisingError, events } = await trained(code);
      expect([...used]).to.deep.equal(['standardise', 'gradient', 'update']);
      expect(standardisingError).to.be.below(1e-12);
      for (const pair of pairs) expect(distance(pair)).to.be.below(1e-12);
      expect(distance([pairs[0][0], pairs[1][0]])).to.be.above(1e-3);
      expect(job.progress).to.deep.equal({ epoch: 4, step: 0 });
      expect(events.filter((kind) => kind === 'epoch')).to.have.lengthOf(4);
      const ratios = job.runs.map(({ history }) => history.map(({ updateRatio }) => updateRatio));
      expect(distance([ratios[0], ratios[1]])).to.be.below(1e-12);
      expect(ratios[0][0]).to.be.above(0);
    }));

  it("takes onelayer's standardised samples where that is not written yet", () =>
    withCode(
      folder(),
      without('standardise', unshuffled) +
        'export function standardise() { throw new Error("not yet written"); }',
      async (code) => {
        const { pairs, used, standardisingError } = await trained(code);
        expect([...used]).to.deep.equal(['gradient', 'update']);
        expect(standardisingError).to.equal(null);
        for (const pair of pairs) expect(distance(pair)).to.be.below(1e-12);
      },
    ));

  it('draws the order by its shuffle, another in each epoch, and the same again with the same seed', () =>
    withCode(folder(), RIGHT, async (code) => {
      const { pairs, used } = await trained(code);
      expect([...used]).to.include('shuffle');
      expect(distance(pairs[0])).to.be.above(1e-6).and.below(0.1);
      const { pairs: again } = await trained(code);
      expect(again[0][0]).to.deep.equal(pairs[0][0]);
      const { pairs: inOrder, used: fewer } = await trained(code, { ...SETTINGS, shuffle: false });
      expect([...fewer]).to.not.include('shuffle');
      expect(distance(inOrder[0])).to.be.below(1e-12);
    }));

  it('measures how far its standardised samples are from their definition', () =>
    withCode(folder(), RIGHT.replace('(value - mean[j])', 'value'), async (code) => {
      const { standardisingError } = await trained(code, { ...SETTINGS, epochs: 1 });
      expect(standardisingError).to.be.above(0.5);
    }));

  itUnless(withoutNumPy, 'makes the same steps in Python', () =>
    withCode(
      folder(),
      RIGHT_PYTHON.replace(/def shuffle[^]*?(?=def )/, ''),
      async (code) => {
        const { pairs, used } = await trained(code);
        expect([...used]).to.deep.equal(['standardise', 'gradient', 'update']);
        for (const pair of pairs) expect(distance(pair)).to.be.below(1e-12);
      },
      { name: 'mine.py' },
    ),
  );

  it('ends with a sentence where a function of it fails', async () => {
    const failing = (from: string, to: string): Promise<string> =>
      rejection(
        () =>
          withCode(
            folder(),
            RIGHT.replace(from, () => to),
            (code) => trained(code),
          ),
        'CODE_FAILED',
      );
    expect(await failing('X: order.map((i) => X[i])', 'X')).to.match(
      /mine\.js: shuffle: X and y come back in different orders: place \d+ has the features of sample \d+ /,
    );
    expect(await failing('const n = X.length;\n', 'throw new Error("not yet written");')).to.match(
      /mine\.js: gradient: it is not written yet, and there is no training without it$/,
    );
    expect(await failing('eta * db[k]', 'eta ** -400')).to.match(
      /mine\.js: update: b\[0\] is -Infinity, not a finite number, in step 1 of the epoch$/,
    );
    expect(await failing('/ (deviation[j] || 1)', '/ (training.length > 40 ? 0 : 1)')).to.match(
      /mine\.js: standardise: X\[0\]\[0\] is (NaN|-?Infinity), not a finite number$/,
    );
  });

  it('stops at once, in the middle of an epoch', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const endless = RIGHT.replace(
      'const n = X.length;\n',
      'const n = X.length;\n  if (n === 10) { console.error("begun"); for (;;); }\n',
    );
    const events = await withCode(
      folder(),
      endless,
      async (code) => (await trained(code, SETTINGS, signal)).events,
      { signal, onPrint: () => controller.abort() },
    ).catch((error: unknown) => error);
    expect(events).to.equal(signal.reason);
  });
});
