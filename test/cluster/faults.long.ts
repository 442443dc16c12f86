import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { describeWithMpi } from '../support/mpi';
import { tinyTraining } from '../support/tiny-training';

const OPTIONS = ['--configuration', '3', '--batch-size', '4', '--epochs', '400', '--every', '3'];

describeWithMpi('a training by several processes', function () {
  this.timeout(600_000);
  const { at, learnt, leftovers, startProcesses } = tinyTraining([]);

  it('ends cleanly at a signal, and resumes to the same bits', async () => {
    const kept = at('run.ckpt');
    const { child, outcome, said } = startProcesses(2, ...[...OPTIONS, '--checkpoint', kept]);
    await said(/epoch (?!1\/)\d+\/400/);
    child.kill('SIGTERM');
    const stopped = await outcome;
    expect(stopped.stdout + stopped.stderr).to.match(/kept in .*run\.ckpt/);
    expect(existsSync(kept)).to.equal(true);
    const resumed = startProcesses(2, ...OPTIONS, '--resume', kept, '--out', at('resumed'));
    const whole = startProcesses(2, ...OPTIONS, '--checkpoint', at('w.ckpt'), '--out', at('whole'));
    expect((await resumed.outcome).code).to.equal(0);
    expect((await whole.outcome).code).to.equal(0);
    expect(learnt('resumed')).to.deep.equal(learnt('whole'));
    expect(leftovers()).to.deep.equal([]);
  });
});
