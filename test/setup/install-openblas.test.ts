import { expect } from 'chai';
import { FakeMachine, type Outcome } from './fake-machine';

const ROOT = 0;
const USER = 1000;
const APT = 'apt-get -o DPkg::Lock::Timeout=300';
const APT_INSTALL = `${APT} install --yes --no-install-recommends libopenblas-dev`;

describe('installing OpenBLAS', () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
  });
  afterEach(() => machine.remove());

  function install(userId: number, variables: NodeJS.ProcessEnv = {}): Outcome {
    const call = `require('./scripts/lib/install-openblas').installOpenblas(process.env, ${userId})`;
    const script = `${call}.then((installed) => console.log(installed))`;
    return machine.run(['-e', script], { ONELAYER_NO_SYSTEM_INSTALL: '', ...variables });
  }

  const byRoot: readonly [manager: string, call: string][] = [
    ['apt-get', APT_INSTALL],
    ['dnf', 'dnf install --assumeyes openblas-devel'],
    ['pacman', 'pacman --sync --needed --noconfirm openblas'],
    ['apk', 'apk add openblas-dev'],
  ];
  for (const [manager, call] of byRoot) {
    it(`calls ${manager} as root, and prints the command first`, () => {
      machine.stub(manager);
      const { stdout, stderr } = install(ROOT);
      expect(stdout).to.equal('true\n');
      expect(machine.commands()).to.deep.equal([call]);
      expect(stderr)
        .to.include(call)
        .and.to.match(/OpenBLAS installed \(\d+\.\d s\)/);
    });

    it(`prints ${manager}'s command to a user without the right, and runs nothing`, () => {
      machine.stub(manager);
      const { stdout, stderr, exitCode } = install(USER);
      expect([stdout, exitCode]).to.deep.equal(['false\n', 0]);
      expect(machine.commands()).to.deep.equal([]);
      expect(stderr).to.include(`sudo ${manager} `).and.to.include('openblas');
      expect(stderr).to.include('plain JS backend');
    });
  }

  it('asks apt without questions, and refreshes its lists if the package is not found', () => {
    machine.stub('apt-get', `case "$*" in *update) : > "$HOME/lists";; esac; [ -e "$HOME/lists" ]`);
    const { stdout, stderr } = install(ROOT);
    expect(stdout).to.equal('true\n');
    expect(machine.commands()).to.deep.equal([APT_INSTALL, `${APT} update`, APT_INSTALL]);
    expect(stderr).to.include('DEBIAN_FRONTEND=noninteractive');
  });

  it('goes through sudo if it asks for no password', () => {
    machine.stub('apt-get');
    machine.stub('true');
    machine.stub('sudo', 'shift; exec "$@"');
    expect(install(USER).stdout).to.equal('true\n');
    expect(machine.commands()).to.deep.equal([
      'sudo -n true',
      'true ',
      `sudo -n env DEBIAN_FRONTEND=noninteractive ${APT_INSTALL}`,
      APT_INSTALL,
    ]);
  });

  it('leaves sudo alone if it asks for a password', () => {
    machine.stub('apt-get');
    machine.stub('sudo', 'exit 1');
    expect(install(USER).stdout).to.equal('false\n');
    expect(machine.commands()).to.deep.equal(['sudo -n true']);
  });

  it('calls brew as the user, never as root', () => {
    machine.stub('brew');
    machine.stub('sudo');
    expect(install(USER).stdout).to.equal('true\n');
    expect(machine.commands()).to.deep.equal(['brew install openblas']);
    expect(install(ROOT).stdout).to.equal('false\n');
  });

  it('installs nothing if ONELAYER_NO_SYSTEM_INSTALL is 1', () => {
    machine.stub('apt-get');
    const { stdout, stderr } = install(ROOT, { ONELAYER_NO_SYSTEM_INSTALL: '1' });
    expect(stdout).to.equal('false\n');
    expect(stderr).to.include('sudo apt-get install --no-install-recommends libopenblas-dev');
    expect(machine.commands()).to.deep.equal([]);
  });

  it('reports a failed installation by its last lines, and goes on', () => {
    machine.stub('dnf', 'echo "E: no network" >&2; exit 100');
    const { stdout, stderr, exitCode } = install(ROOT);
    expect([stdout, exitCode]).to.deep.equal(['false\n', 0]);
    expect(stderr).to.include('E: no network').and.to.include('ONELAYER_NO_SYSTEM_INSTALL=1');
  });

  it('says what to do where no package manager is known', () => {
    const { stdout, stderr } = install(ROOT);
    expect(stdout).to.equal('false\n');
    expect(stderr).to.include("your system's package manager");
  });
});
