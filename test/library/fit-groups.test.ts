import { expect } from 'chai';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { split, type DataSet } from '../../src/data';
import { fit, type FitProgress } from '../../src/library';
import { evaluated as evaluatedBy } from '../../src/library/evaluation';
import { predictorOf } from '../../src/library/predictor';
import { failureOf } from '../support/rejection';
import { withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { textures } from '../support/textures';

describe('fit on pictures with patches, in groups', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  const inCache = <Result>(run: () => Promise<Result>): Promise<Result> =>
    withCache(at('cache'), run);
  const many = textures(5200);
  const patches = { patches: 5, side: 3, components: 8, regions: 1 };
  const grouped = { patches, patchGroup: 2, test: 200, epochs: 2 };

  it('averages them, chooses by the mean, and trains once more on all', async () => {
    const heard: FitProgress[] = [];
    const encoded: number[] = [];
    const result = await inCache(
      async () =>
        await fit(many, {
          ...grouped,
          lambdas: [0.1, 1e-6],
          onEncoding: ({ done, total }) => done === total && encoded.push(total),
          onProgress: (progress) => heard.push(progress),
        }),
    );
    const { classifier, isRefitted, results, test, testSet, understood } = result;
    expect(understood.lines.join('\n')).to.include(
      '; trained in 3 groups of 2 patches, which are averaged',
    );
    expect({ isRefitted, groups: classifier.model.provenance.groups }).to.deep.equal({
      ...{ isRefitted: true, groups: 3 },
    });
    expect(classifier.patches!.settings.patches).to.equal(5);
    expect(heard.at(-1)).to.deep.include({ done: 5, all: 6, fraction: 1, epoch: 2 });
    // Each group of each training, then the validation and the test set for the whole.
    expect(encoded).to.deep.equal([...Array<number>(6).fill(5000), 1000, 200]);
    expect(results.trials.map(({ rungs }) => rungs[0].epochs)).to.deep.equal([2, 2]);
    expect(test!.accuracy).to.be.above(0.9);
    expect((await classifier.evaluate(testSet!)).accuracy).to.equal(test!.accuracy);
    expect(existsSync(at('cache/parsed'))).to.equal(false);
  });

  it('are validated as the classifier that they become', async () => {
    const { training, validation } = split(many, { validation: 100 });
    const { best, classifier } = await inCache(
      async () => await fit({ training, validation }, { ...grouped, test: 0 }),
    );
    const { accuracy, loss } = best.rungs[0].validation;
    const { temperature } = classifier.model;
    const evaluated = await classifier.evaluate(validation);
    expect(evaluated.accuracy).to.equal(accuracy);
    expect(temperature).to.not.equal(1);
    const plain = await predictorOf({ ...classifier.model, temperature: 1 }, {});
    expect((await evaluatedBy(plain, validation)).loss).to.be.closeTo(loss, 1e-6);
  });

  /** What a fit is when it has been enough in the second group, from an epoch on. */
  async function endedIn(epoch: number, epochs: number) {
    const enough = new AbortController();
    const onProgress = (progress: FitProgress): void => {
      const isSecond = progress.solver === 'mini-batch' && progress.done === 1;
      if (isSecond && progress.epoch >= epoch) enough.abort();
    };
    const { best, classifier, isCut, isRefitted } = await inCache(
      async () => await fit(many, { ...grouped, epochs, enough: enough.signal, onProgress }),
    );
    expect({ isCut, isRefitted }).to.deep.equal({ isCut: true, isRefitted: false });
    expect(best.rungs[0].epochs).to.equal(epochs);
    return classifier.patches!.settings.patches;
  }

  it('are those that are finished when it is enough', async () => {
    // Five patches are parted into one, two and two.
    expect(await endedIn(2, 2)).to.equal(3);
    expect(await endedIn(0, 8)).to.equal(1);
  });

  it('leave a λ that diverges aside, and say so', async () => {
    const { lambda, results } = await inCache(
      async () => await fit(many, { ...grouped, eta: 1, momentum: 0, lambdas: [1e30, 1e-7] }),
    );
    expect(results.trials.map(({ failure }) => failure)).to.deep.equal([
      'the training diverged: its loss is not finite',
      null,
    ]);
    expect(lambda).to.equal(1e-7);
  });

  it('are refused where there are none', async () => {
    const failure = async (data: DataSet, own: object): Promise<string> =>
      String(await failureOf((async () => await fit(data, own))()));
    expect(await failure(textures(90), { patches: 6, patchGroup: 2 })).to.match(
      /patchGroup: expected none where a certified optimum .* got 2/,
    );
    expect(() => fit(textures(90), { patchGroup: 2 })).to.throw(
      'patchGroup: expected none without patches, got 2',
    );
    expect(() => fit(textures(90), { patches: 3, patchGroup: 0.5 })).to.throw(/patchGroup/);
    expect(await failure(many, { ...grouped, memory: 20 })).to.match(
      /patchGroup: expected groups whose features fit/,
    );
  });
});
