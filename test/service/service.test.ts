import { expect } from 'chai';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { compilePackage } from './compiled-package';
import type { LoadResult } from './load-generator';
import { makeModel, makeRows, type KnownModel } from './models';
import { leastDistance, TOLERANCE } from './questions';
import { RunningLoad } from './running-load';
import { RunningService, until } from './running-service';

const IS_FULL = process.env.ONELAYER_FULL === '1';
const SECONDS = IS_FULL ? 60 : 8;
const SWAPS = IS_FULL ? 20 : 5;
/** The compiler's and the allocator's share grows for some seconds, however little is kept. */
const WARM_UP = IS_FULL ? 10 : 3;
const CONNECTIONS = 16;

const MB = 1e6;

describe('the service under load', function () {
  this.timeout(300_000);
  const rows = makeRows(20);
  let folder: string;
  let models: KnownModel[];
  let model: string;
  let service: RunningService;
  let load: RunningLoad;

  before('compile the package and make models', async () => {
    compilePackage();
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    models = [];
    for (let seed = 0; seed <= SWAPS; seed++) models.push(await makeModel(folder, seed, rows));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach('start service and load', async () => {
    model = path.join(folder, 'model.safetensors');
    copyFileSync(models[0].file, model);
    service = await RunningService.start(model, '--poll', '50');
    load = new RunningLoad(folder, { url: service.url, connections: CONNECTIONS, rows, models });
    await until('it answers', async () => (await service.health()).requests[200] !== undefined);
  });
  afterEach(() => {
    load.kill();
    service.child.kill('SIGKILL');
  });

  function expectFlawless({ answered, failed, wrong }: LoadResult): void {
    expect(failed).to.deep.equal([]);
    expect(wrong).to.deep.equal([]);
    expect(answered).to.be.above(0);
  }

  it('is asked what each model answers in another way', () => {
    expect(leastDistance(models)).to.be.above(1000 * TOLERANCE);
  });

  it(`answers every request in ${SECONDS} s, each right, with ${SWAPS} swaps, and keeps no memory`, async () => {
    const bad = path.join(folder, 'bad.safetensors');
    writeFileSync(bad, 'no model');
    await sleep(1000 * WARM_UP);

    const before = await service.memory();
    for (let i = 1; i <= SWAPS; i++) {
      if (i === 2) {
        await service.replaceModelUntil(bad, 'the bad file is refused', ({ status, model }) => {
          expect(model.version).to.equal(models[1].version);
          return status === 'model refused';
        });
      }
      await service.replaceModelUntil(models[i].file, 'the model is swapped', (health) => {
        return health.model.version === models[i].version && health.status === 'ok';
      });
      await sleep((1000 * (SECONDS - WARM_UP)) / SWAPS);
    }
    const { requests, swaps } = await service.health();
    const result = await load.stop();
    const after = await service.memory();

    expectFlawless(result);
    expect(
      result.byModel.every((count) => count > 0),
      String(result.byModel),
    ).to.equal(true);
    expect(swaps).to.equal(SWAPS);
    expect(Object.keys(requests)).to.deep.equal(['200']);
    expect(after.used - before.used).to.be.below(4 * MB);
    expect(after.rss - before.rss).to.be.below(32 * MB);
  });

  it('loses nothing when it is told to stop, and ends well', async () => {
    await sleep(1000);
    const code = await service.stop();
    const result = await load.result;
    expectFlawless(result);
    expect(result.refused).to.equal(CONNECTIONS);
    expect(code, service.said).to.equal(0);
    const [, counts] = /"requests":({.*?}).*"stopped"/.exec(service.said)!;
    expect(JSON.parse(counts)).to.deep.equal({ 200: result.answered });
  });
});
