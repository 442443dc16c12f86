import { expect } from 'chai';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadResult } from './load-generator';
import { makeModel, makeRows, type KnownModel } from './models';
import { leastDistance, TOLERANCE } from './questions';
import { RunningLoad } from './running-load';
import { until, type Health } from './health';
import { RunningService } from './running-service';

const IS_FULL = process.env.ONELAYER_FULL === '1';
const SECONDS = IS_FULL ? 60 : 6;
const SWAPS = IS_FULL ? 20 : 5;
const CONNECTIONS = 16;
/** Before memory is looked at: the compiler's share grows first, however little is kept. */
const WARM_UP = IS_FULL ? 10 : 3;

const MB = 1e6;
/**
 * What is used after a collection, with no request on its way, may grow by so much: some code that
 * is compiled late took 0.7 MB in a minute. The models that are swapped out take
 * 0.34 MB each, 7 MB or 1.7 MB.
 */
const USED = (IS_FULL ? 2 : 1) * MB;
/** Of the whole process: the allocator and the collector keep room that they may need again. */
const RESIDENT = 24 * MB;

describe('the service under load', function () {
  this.timeout(300_000);
  const rows = makeRows(20);
  let folder: string;
  let models: KnownModel[];
  let model: string;
  let service: RunningService;
  let load: RunningLoad;

  before('make models', async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    models = [];
    for (let seed = 0; seed <= SWAPS; seed++) models.push(await makeModel(folder, seed, rows));
    expect(leastDistance(models), 'predictions that tell the models apart').to.be.above(
      1000 * TOLERANCE,
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach('start the service', async () => {
    model = path.join(folder, 'model.safetensors');
    copyFileSync(models[0].file, model);
    service = await RunningService.start(model, '--poll', '50');
  });
  afterEach(() => {
    load.kill();
    service.child.kill('SIGKILL');
  });

  /** Starts a load, and waits until it is answered. */
  async function startLoad(): Promise<void> {
    const answered = async () => (await service.health()).requests[200] ?? 0;
    const before = await answered();
    load = new RunningLoad(folder, { url: service.url, connections: CONNECTIONS, rows, models });
    await until('it answers', async () => (await answered()) > before);
  }

  function expectFlawless({ answered, failed, wrong }: LoadResult): void {
    expect(failed).to.deep.equal([]);
    expect(wrong).to.deep.equal([]);
    expect(answered).to.be.above(0);
  }

  it(`answers every request in ${SECONDS} s, each right, with ${SWAPS} swaps, and keeps no memory`, async () => {
    await startLoad();
    await sleep(1000 * WARM_UP);
    expectFlawless(await load.stop());
    const before = await service.memory();

    await startLoad();
    for (const { file, version } of models.slice(1)) {
      await service.replaceModelUntil(file, 'the model is swapped', (health) => {
        return health.model.version === version;
      });
      await sleep((1000 * SECONDS) / SWAPS);
    }
    const result = await load.stop();
    const after = await service.memory();
    if (IS_FULL) console.log(result, before, after);
    expectFlawless(result);
    expect(Math.min(...result.byModel), String(result.byModel)).to.be.above(0);
    const { requests, swaps } = await service.health();
    expect(swaps).to.equal(SWAPS);
    expect(Object.keys(requests)).to.deep.equal(['200']);
    expect(after.used - before.used).to.be.below(USED);
    expect(after.rss - before.rss).to.be.below(RESIDENT);
  });

  it('goes on with its model while a bad file is refused', async () => {
    await startLoad();
    const bad = path.join(folder, 'bad.safetensors');
    writeFileSync(bad, 'no model');
    const isRefused = ({ status }: Health) => status === 'model refused';
    await service.replaceModelUntil(bad, 'the bad file is refused', isRefused);
    await sleep(500);
    const result = await load.stop();
    expectFlawless(result);
    expect(result.byModel[0]).to.equal(result.answered);
  });

  it('loses nothing when it is told to stop, and ends well', async () => {
    await startLoad();
    await sleep(1000);
    const code = await service.stop();
    const result = await load.result;
    expectFlawless(result);
    expect(result.refused).to.equal(CONNECTIONS);
    expect(code, service.said).to.equal(0);
    const [, counts] = /"event":"stopped","requests":({.*?})/.exec(service.said)!;
    expect(JSON.parse(counts)).to.deep.equal({ 200: result.answered });
  });
});
