import { expect } from 'chai';
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';
import { trainModel, versionOf } from './models';
import { until } from './health';
import { serveHere, type ServiceHere } from './service-here';

const FEATURES = 4;

describe('the model of the service', () => {
  const folder = temporaryFolder();
  let model: string;
  let other: string;
  let service: ServiceHere;

  beforeEach('make models', async () => {
    model = await save(1, 'model');
    other = await save(2, 'other');
  });
  afterEach(() => service.stop());

  async function save(
    seed: number,
    name: string,
    features = FEATURES,
    classes = 3,
  ): Promise<string> {
    const file = path.join(folder(), `${name}.safetensors`);
    await (await trainModel(seed, features, classes)).save(file);
    return file;
  }

  /** Waits until another file is the model. */
  const swapped = (to: string) =>
    until('the model is swapped', async () => {
      const { status, model: current } = await service.health();
      return current.version === versionOf(to) && status === 'ok';
    });

  /** Puts another file in the place of the model, by a rename. */
  function replaceModel(by: string): void {
    copyFileSync(by, `${model}.next`);
    renameSync(`${model}.next`, model);
  }

  async function expectRefused(message: RegExp, version: string): Promise<void> {
    await until('the file is refused', async () => {
      const { refused, model: current } = await service.health();
      expect(current.version).to.equal(version);
      return refused !== null && message.test(refused.message);
    });
    expect((await service.health()).status).to.equal('model refused');
    const events = service.events.filter(({ event }) => event === 'refused');
    expect(events.at(-1)).to.have.property('reason').that.matches(message);
    const answer = await service.predict({ row: [1, 2, 3, 4] });
    expect(await answer.json()).to.include({ model: version });
  }

  it('stays when a file is no good, is of other rows, or is gone; a good one is taken again', async () => {
    service = await serveHere(model, { poll: 10 });
    const first = versionOf(model);
    const bad = path.join(folder(), 'bad');
    writeFileSync(bad, 'no model');
    replaceModel(bad);
    await expectRefused(/model\.safetensors/, first);
    replaceModel(await save(3, 'wide', FEATURES + 1));
    await expectRefused(/^features: expected 4 as of the current model, got 5/, first);
    rmSync(model);
    await expectRefused(/model\.safetensors/, first);
    replaceModel(other);
    await swapped(other);
    const { swaps, refused } = await service.health();
    expect({ swaps, refused }).to.deep.equal({ swaps: 1, refused: null });
  });

  it('stays when the next one has its features in another order', async () => {
    const named = async (name: string, names: readonly string[]): Promise<string> => {
      const file = path.join(folder(), `${name}.safetensors`);
      await (await trainModel(1, FEATURES, 3, names)).save(file);
      return file;
    };
    replaceModel(await named('named', ['a', 'b', 'c', 'd']));
    service = await serveHere(model, { poll: 3_600_000 });
    const first = versionOf(model);
    replaceModel(await named('turned', ['a', 'c', 'b', 'd']));
    await service.reload();
    await expectRefused(/^featureNames\[1\]: expected "b" as of the current model, got "c"/, first);
  });

  it('is taken from a file that is written over, once it is whole', async () => {
    service = await serveHere(model, { poll: 10 });
    copyFileSync(other, model);
    await swapped(other);
  });

  it('may be one of other classes, which the answers name from then on', async () => {
    service = await serveHere(model, { poll: 3_600_000 });
    replaceModel(await save(4, 'more', FEATURES, 5));
    await service.reload();
    const answer = await service.predict({ row: [1, 2, 3, 4], k: 5 });
    const { predictions } = (await answer.json()) as { predictions: { label: string }[][] };
    const names = predictions[0].map(({ label }) => label).sort();
    expect(names).to.deep.equal(['class 0', 'class 1', 'class 2', 'class 3', 'class 4']);
    expect(service.events.at(-1)).to.include({ event: 'swapped', model: versionOf(model) });
  });

  it('is taken once however often it is looked at', async () => {
    service = await serveHere(model, { poll: 3_600_000 });
    replaceModel(other);
    await Promise.all([service.reload(), service.reload(), service.reload()]);
    expect((await service.health()).swaps).to.equal(1);
  });
});
