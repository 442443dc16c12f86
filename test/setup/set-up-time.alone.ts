import { expect } from 'chai';
import { FakeMachine } from './fake-machine';

const SET_UP = ['scripts/set-up.js'];

describe('the set-up', () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  it('takes less than 0.3 s when nothing is missing, and says nothing', () => {
    const names = Array.from({ length: 500 }, (_, index) => `node_modules/package-${index}`);
    machine.writeLockfile(Object.fromEntries(names.map((name) => [name, { version: '1.0.0' }])));
    machine.installPackages();
    machine.placeAddon();
    const seconds = Array.from({ length: 9 }, () => {
      const start = performance.now();
      expect(machine.run(SET_UP)).to.deep.equal({ exitCode: 0, stdout: '', stderr: '' });
      return (performance.now() - start) / 1000;
    });
    // The fastest: what else runs on the machine only adds to it.
    expect(Math.min(...seconds)).to.be.below(0.3);
  });
});
