import { expect } from 'chai';
import { describeWithMpi, startProcesses } from '../support/mpi';
import { thorough } from '../support/thorough';

describeWithMpi('the addon for MPI', () => {
  for (const size of thorough([1, 2, 3], [2])) {
    it(`keeps its contract in a job of ${size}`, async () => {
      const { code, stdout, stderr } = await startProcesses(size, 'test/support/mpi-calls.ts')
        .outcome;
      expect(stdout.trim(), stderr).to.equal('fine');
      expect(code).to.equal(0);
    });
  }
});
