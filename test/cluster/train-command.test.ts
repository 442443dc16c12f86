import { expect } from 'chai';
import { describeWithMpi } from '../support/mpi';
import { tinyTraining } from '../support/tiny-training';

/** Of the settings of the tests: a few steps more or less, in float64. */
const OPTIONS = ['--configuration', '3', '--dtype', 'float64', '--batch-size', '4'];

describeWithMpi('the train command in several processes', function () {
  this.timeout(120_000);
  const { at, learnt, startProcesses, train } = tinyTraining([]);

  it('prints and writes once what one process does, within rounding', async () => {
    const options = [...OPTIONS, '--momentum', '0.9', '--epochs', '3'];
    const { code, stdout, stderr } = await startProcesses(2, ...options, '--out', at('two'))
      .outcome;
    expect(code, stderr).to.equal(0);
    expect(stdout.match(/^backend/gm)).to.have.length(1);
    expect(stdout).to.match(/^processes 2, by Open MPI/m);
    await train(...options, '--out', at('one'));
    expectAlike(learnt('two'), learnt('one'));
  });

  it('says a fault once: of the options, of all processes, or of one', async () => {
    const faulty = await startProcesses(2, '--eta', 'high').outcome;
    expect(faulty.code).to.equal(2);
    expect(faulty.stderr.match(/--eta/g)).to.have.length(1);
    const missing = await startProcesses(2, '--resume', at('none.ckpt')).outcome;
    expect(missing.code).to.equal(1);
    expect(missing.stderr.match(/none\.ckpt/g)).to.have.length(1);
    expect(missing.stderr).to.not.match(/\n\s+at /);
  });
});

interface Learnt {
  readonly history: readonly { readonly train: { readonly cost: number } }[];
}

function expectAlike(actual: unknown, expected: unknown): void {
  const [own, other] = [actual, expected].map((runs) =>
    (runs as Learnt[]).flatMap(({ history }) => history.map(({ train }) => train.cost)),
  );
  own.forEach((cost, i) => expect(cost).to.be.closeTo(other[i], 1e-9 * other[i]));
}
