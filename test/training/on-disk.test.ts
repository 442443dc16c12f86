import { expect } from 'chai';
import { truncateSync } from 'node:fs';
import path from 'node:path';
import { partOf, rowsOf, StandardisedSet, type DataSet, type RowSource } from '../../src/data';
import { dataIdentity, fittedRuns, prepareJob, run, type Job } from '../../src/training';
import { SOLVERS, Sampler } from '../../src/training/solvers';
import { ParameterStack } from '../../src/model';
import { describeEachBackend } from '../support/backends';
import { putOnDisk } from '../support/on-disk';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import { SMALL, SMALL_SETTINGS } from '../support/trainings';

const folder = temporaryFolder();

const asFloat32 = (set: DataSet): DataSet => ({
  ...set,
  X: Float32Array.from(set.X as Float64Array),
});

const { training, validation } = SMALL.numbers;
const DATA = {
  bytes: { training: SMALL.bytes.training, validation: SMALL.bytes.validation },
  float32: { training: asFloat32(training), validation: asFloat32(validation) },
  float64: { training, validation },
};

const LBFGS = { solver: 'lbfgs', lambda: 0.01, epochs: 20, dtype: 'float32' } as const;

interface Data {
  readonly training: DataSet;
  readonly validation: DataSet;
}

async function onDisk(data: Data, blockRows?: number): Promise<Data> {
  const names = { training: 'training', validation: 'validation' };
  const put = (name: keyof Data) =>
    putOnDisk(folder(), { ...data[name], name: names[name] }, { files: 2, blockRows });
  return { training: await put('training'), validation: await put('validation') };
}

/** The blocks of 44 rows, of at most 7: more than there is room for. */
const SIZES = [6, 6, 6, 7, 6, 6, 7];

/** All that a training comes to, but for times. */
async function outcome(job: Job): Promise<unknown> {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the end is what is waited for
  for await (const _ of run(job));
  const [{ certificate, model }] = await fittedRuns(job, 'finished');
  const records = job.runs[0].history.map((record) => ({ ...record, seconds: null }));
  return { records, certificate, parameters: model.parameters.values };
}

describeEachBackend('a training on rows on disk', (backend) => {
  const prepared = (data: Data, settings: object): Promise<Job> =>
    prepareJob(backend, data, [settings], {});

  for (const [kind, data] of Object.entries(DATA)) {
    for (const dtype of ['float32', 'float64'] as const) {
      it(`has the bits of ${kind} in memory where there is one block, in ${dtype}`, async () => {
        const kept = await onDisk(data);
        for (const settings of [
          SMALL_SETTINGS,
          { ...SMALL_SETTINGS, standardise: false, eta: 1e-4 },
          LBFGS,
        ]) {
          const own = { ...settings, dtype };
          const inMemory = await outcome(await prepared(data, own));
          expect(await outcome(await prepared(kept, own))).to.deep.equal(inMemory);
        }
        expect(await dataIdentity(kept)).to.deep.equal(await dataIdentity(data));
      });
    }

    it(`has those of the same blocks of ${kind} in memory where there are several`, async () => {
      const kept = await onDisk(data, 7);
      for (const settings of [{ ...SMALL_SETTINGS, batchSize: 5 }, LBFGS]) {
        const job = await prepared(kept, settings);
        expect(job.data.rows.blocks.map(({ rows }) => rows)).to.deep.equal(SIZES);
        const found = await outcome(job);
        expect(await outcome(inBlocks(await prepared(data, settings), data.training))).to.deep.equal(found); // prettier-ignore
      }
    });
  }

  /** The same job on blocks in memory. */
  function inBlocks(job: Job, set: DataSet): Job {
    const { standardiser } = job.data;
    const rows: RowSource = rowsOf(
      ...SIZES.map((rows, b) => {
        const first = SIZES.slice(0, b).reduce((sum, size) => sum + size, 0);
        return {
          rows,
          samples: new StandardisedSet(partOf(set, 'a block', first, rows), standardiser),
        };
      }),
    );
    const sampler = new Sampler(rows, job.settings[0], job.sampler.state());
    const { classes, features, dtype } = job.parameters;
    const zeros = () => new ParameterStack(1, classes, features, dtype, backend);
    const solver = SOLVERS[job.settings[0].solver]({ ...job, source: rows, sampler, zeros });
    return { ...job, data: { ...job.data, rows }, sampler, solver };
  }

  it('ends with one error that names the file where that changes meanwhile', async () => {
    // In more blocks than there is room for.
    const kept = await onDisk(DATA.float32, 5);
    const job = await prepared(kept, { ...SMALL_SETTINGS, epochs: 50, batchSize: 5 });
    const file = path.join(folder(), 'training 1.rows');
    const training = async (): Promise<void> => {
      for await (const { kind } of run(job)) if (kind === 'epoch') truncateSync(file, 10);
    };
    expect(await rejection(training, 'DATA_INVALID')).to.include(`${file}: expected`);
  });
});
