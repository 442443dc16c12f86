import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { existsSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const repository = path.join(__dirname, '..', '..');
const NATIVE_SOURCES = ['scripts', 'native', 'CMakeLists.txt', 'binding.gyp', 'package.json'];

/** What a process printed, and how it ended. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A checkout in a temporary folder, with a space in its path, and a PATH that holds nothing but
 * stubs: what the set-up does there can neither reach the real checkout nor install anything.
 */
export class FakeMachine {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'onelayer set-up '));
  readonly checkout = path.join(this.folder, 'one layer');
  private readonly stubs = path.join(this.folder, 'bin');
  private packages: string[] = [];
  private readonly logFile = path.join(this.folder, 'commands.log');

  constructor() {
    mkdirSync(this.stubs);
    symlinkSync('/usr/bin/env', path.join(this.stubs, 'env'));
    for (const source of NATIVE_SOURCES) {
      cpSync(path.join(repository, source), path.join(this.checkout, source), { recursive: true });
    }
    this.writeLockfile({ 'node_modules/a': { version: '1.2.3' } });
  }

  /** A fake OpenBLAS, so that the set-up finds one whatever this machine has. */
  get environment(): NodeJS.ProcessEnv {
    const openblas = path.join(this.folder, 'openblas');
    this.write(path.join(openblas, 'include', 'openblas_config.h'), '');
    this.write(path.join(openblas, 'lib', 'libopenblas.so'), '');
    return {
      PATH: this.stubs,
      HOME: this.folder,
      OpenBLAS_ROOT: openblas,
      ONELAYER_NO_SYSTEM_INSTALL: '1',
    };
  }

  /** An executable on PATH that logs how it was called, then runs `script` in the shell. */
  stub(name: string, script = ''): void {
    const log = `echo "${name} $*" >> '${this.logFile}'`;
    const file = path.join(this.stubs, name);
    this.write(file, `#!/bin/sh\n${log}\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** npm, whose `ci` installs the package of the lockfile. */
  stubNpm(): void {
    const bin = '/usr/bin:/bin';
    this.stub(
      'npm',
      `echo "ONELAYER_SET_UP=$ONELAYER_SET_UP" >> '${this.logFile}'; PATH=${bin}
       mkdir -p node_modules/a && echo '{}' > node_modules/a/package.json
       cp package-lock.json node_modules/.package-lock.json`,
    );
  }

  /** A cmake-js that fails as it does without OpenBLAS's library. */
  installFailingBuilder(): void {
    this.stub('cmake');
    const folder = path.join(this.checkout, 'node_modules', 'cmake-js');
    this.write(path.join(folder, 'package.json'), '{ "bin": { "cmake-js": "cli.js" } }');
    this.write(
      path.join(folder, 'cli.js'),
      "console.error('fatal error: no rule'); process.exit(1)",
    );
  }

  /** What `npm ci` leaves behind for the lockfile. */
  installPackages(): void {
    for (const folder of this.packages) this.write(path.join(folder, 'package.json'), '{}');
    cpSync(
      path.join(this.checkout, 'package-lock.json'),
      path.join(this.checkout, 'node_modules', '.package-lock.json'),
    );
  }

  /** An addon that is newer than its sources; nothing loads it. */
  placeAddon(): void {
    const file = path.join(this.checkout, 'build', 'Release', 'onelayer.node');
    this.write(file, '');
    const tomorrow = new Date(Date.now() + 86_400_000);
    utimesSync(file, tomorrow, tomorrow);
  }

  writeLockfile(packages: Record<string, object>): void {
    const text = JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } });
    this.write('package-lock.json', text);
    this.packages = Object.keys(packages);
  }

  write(file: string, text: string): void {
    const absolute = path.resolve(this.checkout, file);
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
  }

  has(file: string): boolean {
    return existsSync(path.join(this.checkout, file));
  }

  read(file: string): string {
    return readFileSync(path.join(this.checkout, file), 'utf8');
  }

  removeStub(name: string): void {
    rmSync(path.join(this.stubs, name));
  }

  run(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: this.checkout,
      env: { ...this.environment, ...variables },
      encoding: 'utf8',
      timeout: 30_000,
    });
    return { exitCode: status, stdout, stderr };
  }

  start(args: readonly string[]): ChildProcess {
    return spawn(process.execPath, args, {
      cwd: this.checkout,
      env: this.environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  /** The stubs' calls, in order. */
  commands(): string[] {
    if (!existsSync(this.logFile)) return [];
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
