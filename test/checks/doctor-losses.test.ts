import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { Doctor, type Finding, type Subject } from '../../src/checks';
import { LOSSES, type Objective } from '../../src/model';
import { finish } from '../../src/tasks';
import { DEFAULT_SETTINGS, preparingJob, wholeSettings } from '../../src/training';
import { syntheticSet } from '../support/synthetic';

const data = {
  training: syntheticSet({ samples: 250, features: 30, seed: 1 }),
  validation: syntheticSet({ samples: 100, features: 30, seed: 2 }),
};

async function examine(
  objective: Partial<Objective>,
  createJob?: Subject['createJob'],
): Promise<Finding[]> {
  const settings = { ...DEFAULT_SETTINGS, ...objective, batchSize: 32, momentum: 0.9 };
  const backend = selectBackend({ backend: 'js' });
  const doctor = new Doctor({ backend, data, settings, createJob });
  const findings: Finding[] = [];
  for await (const finding of doctor.examine('full')) findings.push(finding);
  return findings;
}

/** A training of cross-entropy that says it is of another loss. */
const lying: Subject['createJob'] = (backend, sets, settings) => {
  const job = finish(preparingJob(backend, sets, [{ ...settings, loss: 'cross-entropy' }]));
  return { ...job, settings: [wholeSettings(settings)] };
};

describe('the doctor examines the loss that is trained', () => {
  for (const loss of LOSSES) {
    for (const labelSmoothing of loss === 'hinge' ? [0] : [0, 0.1]) {
      it(`${loss}, label smoothing ${labelSmoothing}`, async () => {
        const findings = await examine({ loss, labelSmoothing });
        const verdicts = findings.map(({ check, verdict }) => `${check} ${verdict}`);
        const doubtful = verdicts.filter((verdict) => !verdict.endsWith(' passed'));
        expect(doubtful).to.deep.equal(labelSmoothing > 0 ? ['overfit-few skipped'] : []);
      });
    }
  }

  it('and not another one', async () => {
    const findings = await examine({ loss: 'hinge' }, lying);
    const failed = findings.filter(({ verdict }) => verdict === 'failed');
    expect(failed.map(({ check }) => check)).to.include('loss-definition');
  });
});
