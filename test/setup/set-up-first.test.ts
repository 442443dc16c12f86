import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

const ROOT = path.join(__dirname, '../..');

describe('scripts/set-up-first.js', () => {
  const folder = temporaryFolder();

  function runProgram(cwd: string) {
    const args = ['-r', './scripts/set-up-first.js', '-e', 'console.log("ran")'];
    return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  }

  it('says nothing before a program where nothing is missing', function () {
    const check = "require('./scripts/lib/nothing-is-missing').nothingIsMissing()";
    const answer = spawnSync(process.execPath, ['-p', check], { cwd: ROOT, encoding: 'utf8' });
    if (answer.stdout === 'false\n') this.skip();
    expect(runProgram(ROOT)).to.include({ status: 0, stdout: 'ran\n', stderr: '' });
  });

  it('lets a program run only where the set-up has succeeded', () => {
    const checkout = folder();
    cpSync(path.join(ROOT, 'scripts'), path.join(checkout, 'scripts'), { recursive: true });
    const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as object;
    const wanted = { ...manifest, engines: { node: '>=99.1' } };
    writeFileSync(path.join(checkout, 'package.json'), JSON.stringify(wanted));
    const { status, stdout, stderr } = runProgram(checkout);
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: '' });
    expect(stderr).to.match(/^set-up: Node\.js: expected 99\.1 or newer, got /);
  });
});
