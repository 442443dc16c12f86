import { expect } from 'chai';
import type { Backend } from '../../src/backend';
import { partOf, rowsOf, StandardisedSet, type RowSource } from '../../src/data';
import { ParameterStack } from '../../src/model';
import { finish } from '../../src/tasks';
import { DEFAULT_SETTINGS, preparingJob, run, type Job } from '../../src/training';
import { Sampler, SOLVERS } from '../../src/training/solvers';
import { describeEachBackend } from '../support/backends';
import { expectClose } from '../support/close';
import { syntheticSet } from '../support/synthetic';

const training = syntheticSet({ samples: 250, seed: 1 });

const settings = {
  ...DEFAULT_SETTINGS,
  ...{ lambda: 0.1, eta: 0.05, epochs: 3, batchSize: 60, dtype: 'float64', momentum: 0.9 },
} as const;

/** A training whose rows come from another source than its data. */
function jobOn(backend: Backend, shuffle: boolean, source?: (job: Job) => RowSource): Job {
  const job = finish(preparingJob(backend, { training }, [{ ...settings, shuffle }]));
  if (source === undefined) return job;
  const sampler = new Sampler(source(job), job.settings[0], job.sampler.state());
  const { classes, features, dtype } = job.parameters;
  const zeros = () => new ParameterStack(1, classes, features, dtype, backend);
  const solver = SOLVERS['mini-batch']({ ...job, source: source(job), sampler, zeros });
  return { ...job, sampler, solver };
}

/** Three blocks of the training set: mini-batches of 60 begin in one and end in another. */
const inBlocks = ({ data }: Job): RowSource =>
  rowsOf(
    ...[
      [0, 100],
      [100, 70],
      [170, 80],
    ].map(([first, rows]) => {
      const set = partOf(training, 'a block', first, rows);
      return { rows, samples: new StandardisedSet(set, data.standardiser) };
    }),
  );

/** The same, each loaded when its turn comes. */
const loaded = (job: Job): RowSource => {
  const source = inBlocks(job);
  return { ...source, block: async (index) => Promise.resolve(source.block(index)) };
};

async function trained(job: Job): Promise<Job> {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the end is what is waited for
  for await (const _ of run(job));
  return job;
}

describeEachBackend('a training on rows in blocks', (backend) => {
  it('comes out as on one block, in order, within rounding', async () => {
    const one = (await trained(jobOn(backend, false))).parameters.values;
    for (const source of [inBlocks, loaded]) {
      const { parameters } = await trained(jobOn(backend, false, source));
      expectClose(
        parameters.values,
        one,
        one.map(() => 1),
        1e-12,
      );
      expect(parameters.values).to.not.deep.equal(one);
    }
  });

  it('learns from shuffled blocks, with the same bits for the same seed', async () => {
    const first = await trained(jobOn(backend, true, inBlocks));
    const again = await trained(jobOn(backend, true, loaded));
    expect(again.parameters.values).to.deep.equal(first.parameters.values);
    const { train } = first.runs[0].history[2];
    expect(train.accuracy).to.be.greaterThan(0.6);
  });
});
