import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { NativeInformation, Plan } from '../../src/backend';
import { describeWithAddon } from '../support/addon';
import { runBin } from '../support/run-bin';
import { runHere, withCache } from '../support/run-here';
import { ROOT, RUN_TYPESCRIPT } from '../support/run-typescript';
import { temporaryFolder } from '../support/temporary-folder';

const INFO = ['build-native', '--info'];

describeWithAddon('onelayer build-native --info', (addon) => {
  const folder = temporaryFolder();

  /** What it shows, as text and as JSON, with plans in the folder. */
  async function shown(...args: string[]): Promise<[string, NativeInformation]> {
    return withCache(folder(), async () => {
      const text = await runHere(...INFO, ...args);
      const json = await runHere(...INFO, ...args, '--json');
      expect([text.code, text.stderr, json.code, json.stderr]).to.deep.equal([0, '', 0, '']);
      return [text.stdout, JSON.parse(json.stdout) as NativeInformation];
    });
  }

  it('shows the addon, the processor and the instructions, and why these', async () => {
    const [text, found] = await shown();
    const built = addon.buildInformation();
    expect(existsSync(found.addon.file)).to.equal(true);
    expect(found.addon).to.include({ builder: built.builder, compiler: built.compiler });
    expect(found.openblas).to.deep.equal(built.openblas);
    expect(found.processor.architecture).to.equal(process.arch);
    for (const bytes of found.processor.caches) expect(bytes).to.be.at.least(1024);
    const { chosen, available } = found.instructions;
    expect(chosen).to.equal(built.instructions);
    expect(available).to.deep.equal(built.availableInstructions);
    expect(text).to.include(`addon         ${found.addon.file}\n`);
    expect(text).to.include(`OpenBLAS      ${built.openblas.version}, its kernels for`);
    expect(text).to.include(`instructions  ${chosen}, of ${available.join(', ')}: `);
    expect(found.plans).to.deep.include({ remembered: [], others: 0 });
    expect(text).to.match(/^plans +0 shapes measured .*, 0 on others\n.*plans\.json\n$/m);
  });

  it('shows the plans of a shape with their measurement, which is made once', async () => {
    // A shape of its own: this process knows those that other tests trained.
    const [text, found] = await shown('--shape', '9x3072');
    expect(text).to.match(
      /^plan +9 × 3072 float32: direct, tiles of \d+, as measured just now on/m,
    );
    const { shape } = found as NativeInformation & { shape: Plan[] };
    for (const { reason } of shape) expect(reason).to.equal('as measured just now on this machine');
    const { remembered } = found.plans;
    expect(remembered.map(({ dtype }) => dtype)).to.deep.equal(['float32', 'float64']);
    for (const { product, tileRows, measured, times } of remembered) {
      const own = times.find((time) => time.product === product && time.tileRows === tileRows)!;
      expect(text).to.include(` ${own.microseconds.toPrecision(3)} `);
      expect(text).to.include(measured!.slice(0, 16).replace('T', ' '));
      const rate = (4 * 9 * 3072) / own.microseconds / 1000;
      expect(text).to.include(` ${rate.toFixed(1)} `);
    }
  });

  it('shows plans of older versions without a measurement, and counts those of others', async () => {
    await shown('--shape', '11x3072');
    const file = path.join(folder(), 'plans.json');
    const content = JSON.parse(readFileSync(file, 'utf8')) as { plans: Record<string, unknown> };
    const [key, other] = Object.keys(content.plans);
    const plan = { product: 'openblas', tileRows: 17 };
    const damaged = { ...plan, times: [{ product: 'direct' }] };
    content.plans = { [key]: plan, [other]: damaged, [`another ${key}`]: plan, odd: 3 };
    writeFileSync(file, JSON.stringify(content));
    const [text, { plans }] = await shown();
    expect(plans.others).to.equal(2);
    for (const remembered of plans.remembered) {
      expect(remembered).to.deep.include({ ...plan, measured: null, times: [] });
    }
    expect(text).to.match(/2 shapes measured .*, 2 on others/);
    expect(text).to.match(/│ 11 × 3072 float32 +│ openblas │ +17 │ +│ +│ +yes │/);
  });

  it('says which instructions the environment names, and refuses those that are not there', async () => {
    const instructions = addon.buildInformation().availableInstructions.at(-1)!;
    const env = { ONELAYER_INSTRUCTIONS: instructions, ONELAYER_CACHE: folder() };
    const { stdout } = await runBin('onelayer', INFO, env);
    expect(stdout).to.match(
      new RegExp(`^instructions +${instructions}, of .*: ONELAYER_INSTR`, 'm'),
    );
    const refused = await runBin('onelayer', INFO, { ...env, ONELAYER_INSTRUCTIONS: 'sse9' });
    expect([refused.code, refused.stdout]).to.deep.equal([1, '']);
    expect(refused.stderr).to.match(/^error: ONELAYER_INSTRUCTIONS: expected .*, got "sse9"\n$/);
  });
});

describe('onelayer build-native --info without the addon', () => {
  it('says why it could not be loaded, and what to do', () => {
    const preloaded = ['-r', './test/support/without-addon.js', '-r', RUN_TYPESCRIPT];
    const command = [...preloaded, 'bin/onelayer.ts', ...INFO];
    const { status, stderr } = spawnSync(process.execPath, command, {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(status).to.equal(1);
    expect(stderr).to.match(/^error: the native addon could not be loaded: .*To build it, run /);
  });
});
