import { expect } from 'chai';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../support/child';
import { FakeMachine } from './fake-machine';

const SET_UP = ['scripts/set-up.js'];
const LOCK = 'build/set-up.lock';

/** Whether there is a process; one that was killed is there until its parent has looked. */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the set-up', () => {
  let machine: FakeMachine;
  beforeEach(() => {
    machine = new FakeMachine();
    machine.installPackages();
  });
  afterEach(() => machine.remove());

  describe('where the addon cannot be built', () => {
    beforeEach(() => machine.installFailingBuilder());

    it('says why and goes on', () => {
      const { exitCode, stderr } = machine.run(SET_UP);
      expect(exitCode).to.equal(0);
      expect(stderr).to.include('fatal error: no rule').and.to.include('native-build.log');
      expect(stderr).to.include('plain JS backend');
    });

    it('does not try the same again, and says so', () => {
      machine.run(SET_UP);
      const { exitCode, stderr } = machine.run(SET_UP);
      expect(exitCode).to.equal(0);
      expect(stderr).to.include('npm run build:native').and.not.to.include('building');
    });

    it('tries again once a tool has come', () => {
      machine.run(SET_UP);
      machine.stub('g++');
      expect(machine.run(SET_UP).stderr).to.include('building');
    });

    it('fails if ONELAYER_STRICT is 1, each time', () => {
      for (let time = 0; time < 2; time++) {
        const { exitCode, stderr } = machine.run(SET_UP, { ONELAYER_STRICT: '1' });
        expect(exitCode).to.equal(1);
        expect(stderr).to.include('fatal error: no rule').and.to.include('ONELAYER_STRICT');
      }
    });
  });

  describe('beside another one', () => {
    beforeEach(() => machine.placeAddon());

    it('waits until it has ended, and then finds nothing to do', async () => {
      machine.stubNpm();
      machine.writeLockfile({ 'node_modules/a': { version: '2.0.0' } });
      machine.write(LOCK, String(process.pid));
      const waiting = machine.start(SET_UP);
      const [line] = (await once(waiting.stderr!, 'data')) as [Buffer];
      expect(String(line)).to.include(`process ${process.pid}`);
      machine.installPackages();
      machine.write(LOCK, '');
      expect(await once(waiting, 'close')).to.deep.equal([0, null]);
      expect(machine.commands()).to.deep.equal([]);
    });

    it('takes the place of one that was killed, and leaves no lock', () => {
      machine.stubNpm();
      machine.writeLockfile({ 'node_modules/a': { version: '2.0.0' } });
      machine.write(LOCK, '4194999'); // above Linux's largest process id
      expect(machine.run(SET_UP).exitCode).to.equal(0);
      expect(machine.has(LOCK)).to.equal(false);
    });
  });

  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`ends on ${signal} with its children, and can be repeated`, async () => {
      machine.placeAddon();
      machine.writeLockfile({ 'node_modules/a': { version: '2.0.0' } });
      machine.stub('npm', 'echo "$$" > pid; PATH=/usr/bin:/bin; sleep 60');
      const setUp = machine.start(SET_UP);
      while (!machine.has('pid')) await sleep(20);
      setUp.kill(signal);
      expect(await once(setUp, 'close')).to.deep.equal([exitCode, null]);
      const npm = Number(machine.read('pid'));
      await until('npm had ended', () => !isThere(npm));
      expect(machine.has(LOCK)).to.equal(false);
      machine.stubNpm();
      expect(machine.run(SET_UP).exitCode).to.equal(0);
    });
  }

  it('goes on where it cannot write, if the dependencies are there', () => {
    symlinkSync('nowhere', path.join(machine.checkout, 'build')); // stops root as well
    const { exitCode, stderr } = machine.run(SET_UP);
    expect(exitCode).to.equal(0);
    expect(stderr).to.include("the addon can't be built");
    expect(machine.run(SET_UP, { ONELAYER_STRICT: '1' }).exitCode).to.equal(1);
    machine.writeLockfile({ 'node_modules/a': { version: '2.0.0' } });
    expect(machine.run(SET_UP).exitCode).to.equal(1);
  });

  it('refuses a Node that is too old, and names the wanted one', () => {
    const versions = JSON.stringify(['18.20.8', '20.18.9', '20.19.0', '22.3.0']);
    const check = "require('./scripts/lib/check-node').nodeComplaint";
    const script = `console.log(JSON.stringify(${versions}.map(${check})))`;
    const complaints = JSON.parse(machine.run(['-e', script]).stdout) as unknown[];
    expect(complaints[0]).to.equal(
      'Node.js: expected 20.19 or newer, got 18.20.8; install one from https://nodejs.org',
    );
    expect(complaints[1]).to.include('got 20.18.9');
    expect(complaints.slice(2)).to.deep.equal([null, null]);
  });
});
