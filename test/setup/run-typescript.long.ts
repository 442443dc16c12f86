import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';

const ROOT = path.join(__dirname, '../..');

describe('scripts/run-typescript.js', function () {
  const folder = temporaryFolder();
  let checkout: string;

  beforeEach('lay out a checkout', () => {
    checkout = folder();
    mkdirSync(path.join(checkout, 'scripts'));
    for (const file of ['tsconfig.json', 'package.json', 'scripts/run-typescript.js']) {
      copyFileSync(path.join(ROOT, file), path.join(checkout, file));
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(checkout, 'node_modules'));
  });

  /** Writes a program, always of the same time. */
  function write(text: string): void {
    const file = path.join(checkout, 'program.ts');
    writeFileSync(file, text);
    utimesSync(file, 1e9, 1e9);
  }

  function run() {
    const args = ['-r', './scripts/run-typescript.js', 'program.ts'];
    return spawnSync(process.execPath, args, { cwd: checkout, encoding: 'utf8' });
  }

  const kept = (): string => path.join(checkout, 'build/transpiled/program.ts.js');

  it('runs a program, and does not transpile it again', () => {
    write('const one: number = 1;\nconsole.log(one);\n');
    expect(run().stdout).to.equal('1\n');
    writeFileSync(kept(), readFileSync(kept(), 'utf8').replace('const one = 1', 'const one = 7'));
    expect(run().stdout).to.equal('7\n');
  });

  it('runs what a file has become, though time and size are the same', () => {
    write('console.log(1 as number);\n');
    expect(run().stdout).to.equal('1\n');
    write('console.log(2 as number);\n');
    expect(run().stdout).to.equal('2\n');
  });

  it('transpiles anew for other settings, and where what was kept is damaged', () => {
    write('console.log(1 as number);\n');
    run();
    const tampered = readFileSync(kept(), 'utf8').replace('log(1)', 'log(7)');
    writeFileSync(kept(), tampered);
    expect(run().stdout).to.equal('7\n');
    writeFileSync(kept(), tampered.slice(0, -10));
    expect(run().stdout).to.equal('1\n');
    writeFileSync(kept(), tampered);
    const settings = path.join(checkout, 'tsconfig.json');
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}\n`);
    expect(run().stdout).to.equal('1\n');
  });

  it('names the lines of the source where a program fails', () => {
    write('interface Gone {\n  a: number;\n}\n\nthrow new Error(String({ a: 1 } as Gone));\n');
    for (let i = 0; i < 2; i++) expect(run().stderr).to.match(/program\.ts:5:7/);
  });
});
