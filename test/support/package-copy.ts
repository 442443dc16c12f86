import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(__dirname, '../..');
const rooms = ['src/backend', 'src/cluster', 'src/errors', 'src/files', 'src/tasks'];

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the published package's backends in a folder of its own, to run with another addon or none. */
export class PackageCopy {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'onelayer-test-'));
  readonly addonFile = path.join(this.folder, 'build/Release/onelayer.node');

  constructor() {
    for (const room of rooms) this.compile(room);
    // As a build does.
    const script = `require('./scripts/lib/write-facts').writeFacts(${JSON.stringify(path.join(this.folder, 'dist'))})`;
    execFileSync(process.execPath, ['-e', script], { cwd: root });
    copyFileSync(path.join(root, 'package.json'), path.join(this.folder, 'package.json'));
    mkdirSync(path.dirname(this.addonFile), { recursive: true });
  }

  private compile(room: string): void {
    mkdirSync(path.join(this.folder, 'dist', room), { recursive: true });
    const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.CommonJS };
    for (const entry of readdirSync(path.join(root, room), { withFileTypes: true })) {
      const { name } = entry;
      if (entry.isDirectory()) {
        this.compile(path.join(room, name));
        continue;
      }
      const source = readFileSync(path.join(root, room, name), 'utf8');
      const { outputText } = ts.transpileModule(source, { compilerOptions });
      const output = path.join(this.folder, 'dist', room, name.replace(/\.ts$/, '.js'));
      writeFileSync(output, outputText);
    }
  }

  /** Runs a script that can use `selectBackend` and `addonFile`, in a process of its own. */
  run(script: string, environment: Record<string, string> = {}): Outcome {
    const index = path.join(this.folder, 'dist/src/backend');
    const prologue = `
      const addonFile = ${JSON.stringify(this.addonFile)};
      const { selectBackend } = require(${JSON.stringify(index)});`;
    const env = { ...process.env, ONELAYER_STRICT: '', ...environment };
    return spawnSync(process.execPath, ['-e', prologue + script], { encoding: 'utf8', env });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
