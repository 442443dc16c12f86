import { expect } from 'chai';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';
import { compilePackage } from '../support/compiled-package';
import { trainModel, versionOf } from './models';
import { RunningService, until } from './running-service';

const FEATURES = 4;

describe('the model of the service', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let model: string;
  let other: string;
  let service: RunningService;

  before('compile the package', compilePackage);
  beforeEach('make models', async () => {
    model = await save(1, 'model');
    other = await save(2, 'other');
  });
  afterEach(() => service.child.kill('SIGKILL'));

  async function save(seed: number, name: string, features = FEATURES): Promise<string> {
    const file = path.join(folder(), `${name}.safetensors`);
    await (await trainModel(seed, features, 3)).save(file);
    return file;
  }

  /** Waits until another file is the model. */
  const swapped = (to: string) =>
    until('the model is swapped', async () => {
      const { status, model: current } = await service.health();
      return current.version === versionOf(to) && status === 'ok';
    });

  async function expectRefused(message: RegExp, version: string): Promise<void> {
    await until('the file is refused', async () => {
      const { refused, model: current } = await service.health();
      expect(current.version).to.equal(version);
      return refused !== null && message.test(refused.message);
    });
    expect((await service.health()).status).to.equal('model refused');
    expect(service.said).to.include(`model ${version} stays: `);
    const answer = await service.predict({ row: [1, 2, 3, 4] });
    expect(await answer.json()).to.include({ model: version });
  }

  it('stays when a file is no good, is of other rows, or is gone; a good one is taken again', async () => {
    service = await RunningService.start(model, '--poll', '20');
    const first = versionOf(model);
    const bad = path.join(folder(), 'bad');
    writeFileSync(bad, 'no model');
    service.replaceModel(bad);
    await expectRefused(/model\.safetensors/, first);
    service.replaceModel(await save(3, 'wide', FEATURES + 1));
    await expectRefused(/^features: expected 4 as of the current model, got 5/, first);
    rmSync(model);
    await expectRefused(/model\.safetensors/, first);
    service.replaceModel(other);
    await swapped(other);
    const { swaps, refused } = await service.health();
    expect({ swaps, refused }).to.deep.equal({ swaps: 1, refused: null });
  });

  it('is taken from a file that is written over, once it is whole', async () => {
    service = await RunningService.start(model, '--poll', '20');
    copyFileSync(other, model);
    await swapped(other);
  });

  it('is looked at on SIGHUP', async () => {
    service = await RunningService.start(model, '--poll', '3600000');
    service.replaceModel(other);
    service.child.kill('SIGHUP');
    await swapped(other);
    service.child.kill('SIGHUP');
    await service.predict({ row: [1, 2, 3, 4] });
    expect((await service.health()).swaps).to.equal(1);
  });
});

describe('the command of the service', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  before('compile the package', compilePackage);

  async function outcome(file: string, ...options: string[]) {
    const service = RunningService.launch(file, ...options);
    return { code: await service.exit, said: service.said };
  }

  it('ends with exit code 1 and the reason without a model, and 2 for wrong usage', async () => {
    const missing = path.join(folder(), 'missing.safetensors');
    const { code, said } = await outcome(missing);
    expect(code, said).to.equal(1);
    expect(said).to.include(missing).and.not.include('    at ');
    const wrong = await outcome(missing, '--wait', 'soon');
    expect(wrong.said).to.match(/^--wait: expected an integer of at least 0, got soon\n\nusage: /);
    expect(wrong.code).to.equal(2);
    expect((await outcome(missing, '--tempo', '1')).code).to.equal(2);
  });

  it('answers what waits before it stops', async () => {
    const model = path.join(folder(), 'model.safetensors');
    await (await trainModel(1, FEATURES, 3)).save(model);
    const service = await RunningService.start(model, '--wait', '1000');
    const answer = service.predict({ row: [1, 2, 3, 4] });
    await until('the request waits', async () => (await service.health()).queue.rows === 1);
    const code = await service.stop();
    expect((await answer).status).to.equal(200);
    expect(code, service.said).to.equal(0);
  });

  it('turns requests away when too many wait, and answers the others', async () => {
    const model = path.join(folder(), 'model.safetensors');
    await (await trainModel(1, FEATURES, 3)).save(model);
    const service = await RunningService.start(model, '--queue', '4', '--wait', '2000');
    const questions = Array.from({ length: 6 }, () => service.predict({ row: [1, 2, 3, 4] }));
    const predictions = await Promise.all(questions);
    const statuses = predictions.map(({ status }) => status).sort();
    expect(statuses).to.deep.equal([200, 200, 200, 200, 503, 503]);
    const refused = predictions.find(({ status }) => status === 503)!;
    expect(refused.headers.get('retry-after')).to.equal('1');
    expect((await service.health()).requests).to.deep.equal({ 200: 4, 503: 2 });
    expect(await service.stop()).to.equal(0);
  });
});
