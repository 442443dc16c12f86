import { expect } from 'chai';
import { FakeMachine } from './fake-machine';

const INSTALL = ['scripts/install.js'];

describe('the install script of npm', () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
    machine.installFailingBuilder();
  });
  afterEach(() => machine.remove());

  it('says why the addon is missing and how to build it, and lets the installation succeed', () => {
    const { exitCode, stderr } = machine.run(INSTALL);
    expect(exitCode).to.equal(0);
    expect(stderr).to.include('fatal error: no rule').and.to.include('native-build.log');
    expect(stderr).to.include('npm run build:native');
  });

  it('fails if ONELAYER_STRICT is 1', () => {
    expect(machine.run(INSTALL, { ONELAYER_STRICT: '1' }).exitCode).to.equal(1);
  });

  it('leaves the addon to the set-up that called npm', () => {
    const outcome = machine.run(INSTALL, { ONELAYER_SET_UP: '1', ONELAYER_STRICT: '1' });
    expect(outcome).to.deep.equal({ exitCode: 0, stdout: '', stderr: '' });
    expect(machine.has('build')).to.equal(false);
  });

  it('builds nothing if the addon is current', () => {
    machine.placeAddon();
    expect(machine.run(INSTALL)).to.deep.equal({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('takes the node-gyp that npm names where neither CMake nor an own node-gyp is', () => {
    machine.removeStub('cmake');
    machine.write('npms-node-gyp.js', "console.error('error: from npm'); process.exit(1)");
    const { stderr } = machine.run(INSTALL, {
      npm_config_node_gyp: `${machine.checkout}/npms-node-gyp.js`,
    });
    expect(stderr).to.include('with node-gyp').and.to.include('error: from npm');
  });
});
