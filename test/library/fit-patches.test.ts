import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { split } from '../../src/data';
import { fit, LinearClassifier, type FitPlan, type FitProgress } from '../../src/library';
import { withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { textures } from '../support/textures';

const PATCHES = { patches: 6, side: 3, components: 8, regions: 2 };

describe('fit on pictures with patches', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  const inCache = <Result>(run: () => Promise<Result>): Promise<Result> =>
    withCache(at('cache'), run);

  it('learns them of the pictures that are trained on, and takes pictures afterwards', async () => {
    const set = textures(90);
    const seen: number[] = [];
    const result = await inCache(
      async () =>
        await fit(set, {
          patches: PATCHES,
          validation: 20,
          onEncoding: ({ done, total }) => seen.push(done / total),
        }),
    );
    const { certificate, classifier, test, understood, best } = result;
    expect(certificate).to.not.equal(null);
    expect(understood.plan.solver).to.equal('lbfgs');
    expect(seen.at(-1)).to.equal(1);
    expect(understood.lines.join('\n')).to.include(
      'features by 6 patches of 3×3 pixels and their mirrors, learnt of the 52 pictures that are trained on',
    );
    expect(test!.accuracy).to.be.above(0.8);
    expect(best.settings).to.deep.include({ standardise: 'damped' });
    expect(classifier.patches!.settings).to.deep.include(PATCHES);
    expect(classifier.image).to.deep.equal(set.image);
    const file = at('textures.safetensors');
    await classifier.save(file);
    const loaded = await LinearClassifier.load(file);
    expect((await loaded.evaluate(textures(40, 2))).accuracy).to.be.above(0.8);
  });

  describe('of 5,000 pictures and more', () => {
    const TINY = { patches: 4, side: 3, components: 8, regions: 1 };
    const options = { patches: TINY, test: 200, epochs: 2 };
    const many = textures(5200);

    it('trains by mini-batches, for as many epochs as are given', async () => {
      const heard: FitProgress[] = [];
      const plans: FitPlan[] = [];
      const result = await inCache(
        async () =>
          await fit(many, {
            ...options,
            onProgress: (progress) => heard.push(progress),
            onUnderstood: ({ plan }) => plans.push(plan),
          }),
      );
      const { best, calibration, certificate, isRefitted, lambda, results, samples, test } = result;
      expect(plans[0]).to.deep.include({ solver: 'mini-batch', lambdas: [1e-7] });
      expect(heard.at(-1)).to.deep.include({ solver: 'mini-batch', epoch: 2, epochs: 2, done: 1 });
      expect({ certificate, isRefitted, lambda, samples }).to.deep.equal({
        ...{ certificate: null, isRefitted: true, lambda: 1e-7, samples: 5000 },
      });
      expect(best.settings).to.deep.include({
        ...{ eta: 32, batchSize: 128, momentum: 0.9, labelSmoothing: 0.1, epochs: 2 },
        standardise: 'damped',
      });
      expect(best.gap).to.equal(null);
      expect(results).to.deep.include({
        kind: 'sweep',
        validation: { folds: null, samples: 1000 },
      });
      expect(calibration).to.deep.include({ samples: 1000, reason: null });
      expect(test!.accuracy).to.be.above(0.9);
      expect(inspect(result)).to.include('relativeGap: null');
    });

    it('chooses among the λ that are given, and leaves validation data of their own out', async () => {
      const { training, validation } = split(many, { validation: 100 });
      const { isRefitted, results, lambda, samples } = await inCache(
        async () =>
          await fit(
            { training, validation },
            { ...options, test: 0, lambdas: [1e-6, 0.1], eta: 1, momentum: 0 },
          ),
      );
      expect(results.trials.map(({ settings }) => settings.lambda)).to.deep.equal([0.1, 1e-6]);
      expect(results.trials[0].settings).to.deep.include({ eta: 1, momentum: 0 });
      expect({ isRefitted, lambda, samples }).to.deep.equal({
        ...{ isRefitted: false, lambda: 1e-6, samples: 5100 },
      });
    });

    it('takes all of few rows at once, unless the batch size is given', async () => {
      const { best, samples } = await inCache(
        async () => await fit(many, { ...options, validation: 4990, epochs: 1 }),
      );
      expect(best.settings.batchSize).to.equal(10);
      expect(samples).to.equal(5000);
    });

    it('follows the certified path where a tolerance is given', async () => {
      const { certificate, results } = await inCache(
        async () => await fit(many, { patches: TINY, test: 200, tolerance: 1e-2, lambdas: [1e-3] }),
      );
      expect(results.kind).to.equal('path');
      expect(certificate!.relativeGap).to.be.at.most(1e-2);
    });
  });

  it('gives the same on disk and in memory, by folds and with data of their own', async () => {
    const sets = split(textures(80), { validation: 0.25, test: 0.25 }, { stratified: true });
    const options = { patches: PATCHES, lambdas: [1e-4, 1e-5] };
    await inCache(async () => {
      const inMemory = await fit(sets, options);
      const kept = readdirSync(at('cache/parsed')).length;
      const onDisk = await fit(sets, { ...options, memory: 1 });
      expect(
        readdirSync(at('cache/parsed')).filter((name) => name.endsWith('.parsed')).length,
      ).to.equal(kept);
      expect(onDisk.test!.accuracy).to.equal(inMemory.test!.accuracy);
      // Pictures, and not their features: for whoever looks at what was tested.
      expect(onDisk.testSet).to.deep.include({ image: sets.test.image, features: 330 });
      const again = await onDisk.classifier.evaluate(onDisk.testSet!);
      expect(again.accuracy).to.equal(onDisk.test!.accuracy);
      const folded = await fit(textures(40), { ...options, patches: 3, folds: 2, test: 0 });
      expect(folded.classifier.patches!.settings.patches).to.equal(3);
    });
  });

  it('refuses what are no pictures', async () => {
    const error = async (data: Parameters<typeof fit>[0], patches: unknown): Promise<string> => {
      try {
        await fit(data as never, { patches: patches as number });
      } catch (thrown) {
        return String(thrown);
      }
      return 'nothing';
    };
    const { image, ...numbers } = textures(20);
    expect(image).to.not.equal(undefined);
    expect(await error(numbers, 3)).to.match(/image: expected the shape of pictures/);
    expect(await error([{ a: 1, label: 'x' }], 'many')).to.match(
      /patches: expected a number of patches, or settings, got "many"/,
    );
    expect(await error(textures(20), 0)).to.match(/patches: expected an integer from 1 to/);
    expect(await error(textures(20), { side: 12 })).to.match(/side: expected at most .* got 12/);
    const table = textures(20);
    expect(await error({ training: table, test: table }, { sides: 1 })).to.match(/sides/);
  });
});
