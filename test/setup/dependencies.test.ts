import { expect } from 'chai';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { FakeMachine } from './fake-machine';

const LIST = 'node_modules/.package-lock.json';

describe('the dependencies of the set-up', () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
    machine.stubNpm();
    machine.placeAddon();
  });
  afterEach(() => machine.remove());

  const setUp = () => machine.run(['scripts/set-up.js']);

  function expectInstallation(): void {
    const { exitCode, stderr } = setUp();
    expect(exitCode, stderr).to.equal(0);
    expect(machine.commands()[0]).to.match(/^npm ci --include=dev /);
    expect(stderr).to.match(/dependencies installed \(\d+\.\d s\)/);
    expect(setUp()).to.deep.equal({ exitCode: 0, stdout: '', stderr: '' });
  }

  it('are left alone, silently, if they fit package-lock.json', () => {
    machine.installPackages();
    expect(setUp()).to.deep.equal({ exitCode: 0, stdout: '', stderr: '' });
    expect(machine.commands()).to.deep.equal([]);
  });

  it('are installed if there are none, by an npm whose install script builds no addon', () => {
    expectInstallation();
    expect(machine.commands()[1]).to.equal('ONELAYER_SET_UP=1');
  });

  it('are installed anew if a version differs', () => {
    machine.installPackages();
    machine.writeLockfile({ 'node_modules/a': { version: '1.2.4' } });
    expectInstallation();
  });

  it('are installed anew if a folder is gone', () => {
    machine.installPackages();
    rmSync(path.join(machine.checkout, 'node_modules', 'a'), { recursive: true });
    expectInstallation();
  });

  for (const [what, list] of [
    ['is cut off', '{ "packages": {'],
    ['lacks a package', '{ "packages": {} }'],
    ['is of another form', '[]'],
  ] as const) {
    it(`are installed anew if npm's own list ${what}, as after an interruption`, () => {
      machine.installPackages();
      machine.write(LIST, list);
      expectInstallation();
    });
  }

  it('may lack what is optional, such as the programs of other systems', () => {
    machine.installPackages();
    machine.writeLockfile({
      'node_modules/a': { version: '1.2.3' },
      'node_modules/b-win32': { version: '1.0.0', optional: true },
    });
    expect(setUp().stderr).to.equal('');
  });

  it('stop the set-up with npm’s last lines if npm fails, and count as missing afterwards', () => {
    machine.installPackages();
    machine.writeLockfile({ 'node_modules/a': { version: '2.0.0' } });
    machine.stub('npm', 'echo "npm error EAI_AGAIN" >&2; exit 1');
    const { exitCode, stderr } = setUp();
    expect(exitCode).to.equal(1);
    expect(stderr).to.include('npm ci failed').and.to.include('npm error EAI_AGAIN');
    expect(machine.has(LIST)).to.equal(false);
  });

  it('must be there after npm ci: what is still missing is named', () => {
    machine.stub('npm');
    const { exitCode, stderr } = setUp();
    expect(exitCode).to.equal(1);
    expect(stderr).to.include('still missing: node_modules');
  });
});
