import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { selectBackend, type BackendOptions, type Plan } from '../../src/backend';
import type { RememberedPlan } from '../../src/backend/tuning';
import { candidates } from '../../src/backend/tuning/candidates';
import { describeWithAddon } from '../support/addon';
import { runScript } from '../support/run-script';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';

const shape = { classes: 10, features: 3072, dtype: 'float32' } as const;

describe('candidates for a plan', () => {
  it('are direct products alone for few classes, where there are vectors', () => {
    const products = new Set(candidates(shape, 'avx2').map(({ product }) => product));
    expect([...products]).to.deep.equal(['direct']);
    const many = candidates({ ...shape, classes: 200 }, 'avx2').map(({ product }) => product);
    expect(new Set(many)).to.deep.equal(new Set(['direct', 'openblas']));
    const plain = candidates(shape, 'baseline').map(({ product }) => product);
    expect(new Set(plain)).to.deep.equal(new Set(['direct', 'openblas']));
  });

  it('have tiles that fit the memory, and one at least', () => {
    const wide = candidates({ ...shape, features: 2 ** 20 }, 'avx2');
    expect(wide).to.deep.equal([{ product: 'direct', tileRows: 4 }]);
    for (const { tileRows } of candidates({ ...shape, features: 2 ** 17 }, 'avx2')) {
      expect(4 * 2 ** 17 * tileRows).to.be.at.most(2 ** 25);
    }
  });
});

describeWithAddon('the plan of a shape', () => {
  const folder = temporaryFolder();
  const file = (): string => path.join(folder(), 'plans.json');

  /** The plan that a process of its own chooses, with its cache in the folder. */
  const planIn = (options: BackendOptions = {}, of: object = shape): Plan =>
    runScript(
      `const { selectBackend } = require('./src/backend');
       const backend = selectBackend(${JSON.stringify({ backend: 'openblas', ...options })});
       console.log(JSON.stringify(backend.planFor(${JSON.stringify(of)})));`,
      { ONELAYER_CACHE: folder() },
    ) as Plan;

  it('is measured once, remembered, and the same ever after', () => {
    const first = planIn();
    expect(first.reason).to.equal('as measured just now on this machine');
    expect(first.product).to.equal('direct');
    const again = planIn();
    expect(again).to.deep.equal({ ...first, reason: 'as measured earlier on this machine' });
  });

  it('is kept with the measurement that it comes from', () => {
    const { product, tileRows } = planIn();
    const content = JSON.parse(readFileSync(file(), 'utf8')) as {
      plans: Record<string, RememberedPlan>;
    };
    const [{ times, measured, ...plan }] = Object.values(content.plans);
    expect(plan).to.deep.equal({ product, tileRows });
    expect(Math.abs(Date.parse(String(measured)) - Date.now())).to.be.lessThan(600_000);
    const instructions = selectBackend({ backend: 'openblas' }).report.openblas!.instructions!;
    const candidatesOf = times.map(({ microseconds: _, ...candidate }) => candidate);
    expect(candidatesOf).to.deep.equal(candidates(shape, instructions));
    const fastest = Math.min(...times.map(({ microseconds }) => microseconds));
    expect(fastest).to.be.greaterThan(0);
    const own = times.find((time) => time.product === product && time.tileRows === tileRows)!;
    expect(own.microseconds * 0.96).to.be.at.most(fastest);
  });

  itThoroughly('is the remembered one, whatever would be measured now', () => {
    planIn();
    const content = JSON.parse(readFileSync(file(), 'utf8')) as { plans: Record<string, object> };
    const [key] = Object.keys(content.plans);
    expect(key).to.match(/OpenBLAS .*: 10 classes × 3072 features, float32$/);
    content.plans[key] = { product: 'openblas', tileRows: 17 };
    writeFileSync(file(), JSON.stringify(content));
    expect(planIn()).to.include({ product: 'openblas', tileRows: 17 });
    expect(planIn({}, { ...shape, features: 3000 })).to.include({ product: 'direct' });
    const { plans } = JSON.parse(readFileSync(file(), 'utf8')) as { plans: object };
    expect(Object.keys(plans)).to.have.lengthOf(2);
  });

  for (const [title, content] of [
    ['is no JSON', '{'],
    ['is of another version', '{"version":0,"plans":{}}'],
    ['is null', 'null'],
    ['holds no plans', '{"version":1}'],
  ]) {
    (title === 'is no JSON' ? it : itThoroughly)(
      `is measured again where the file ${title}`,
      () => {
        writeFileSync(file(), content);
        expect(planIn().reason).to.equal('as measured just now on this machine');
        expect(planIn().reason).to.equal('as measured earlier on this machine');
      },
    );
  }

  itThoroughly('is measured again where what was remembered is no plan', () => {
    planIn();
    for (const wrong of [
      { product: 'cuda', tileRows: 8 },
      { product: 'direct', tileRows: 0.5 },
    ]) {
      const content = JSON.parse(readFileSync(file(), 'utf8')) as { plans: Record<string, object> };
      const [key] = Object.keys(content.plans);
      content.plans[key] = wrong;
      writeFileSync(file(), JSON.stringify(content));
      expect(planIn().reason).to.equal('as measured just now on this machine');
    }
  });

  it('says so where it cannot be remembered', () => {
    const blocked = path.join(folder(), 'blocked');
    writeFileSync(blocked, 'a file where the cache folder should be');
    const plan = runScript(
      `const { selectBackend } = require('./src/backend');
       const plan = selectBackend({ backend: 'openblas' }).planFor(${JSON.stringify(shape)});
       console.log(JSON.stringify(plan));`,
      { ONELAYER_CACHE: path.join(blocked, 'cache') },
    ) as Plan;
    expect(plan.reason).to.match(/^as measured just now on this machine, for this process: /);
  });

  it('is as asked for, without measuring', () => {
    expect(planIn({ product: 'openblas', tileRows: 33 })).to.deep.equal({
      product: 'openblas',
      tileRows: 33,
      reason: 'asked for',
    });
    expect(planIn({ tileRows: 33 })).to.include({ product: 'direct', tileRows: 33 });
    expect(planIn({ product: 'openblas' })).to.include({ product: 'openblas' });
  });

  it('needs no measuring where a pass takes microseconds', () => {
    expect(planIn({}, { ...shape, features: 64 })).to.include({ reason: 'by rule' });
  });

  it('may not be asked for in wrong words', () => {
    expect(() => selectBackend({ tileRows: 0 })).to.throw(RangeError, /^tileRows: expected an int/);
    expect(() => selectBackend({ product: 'cuda' as 'direct' })).to.throw(
      RangeError,
      'product: expected direct or openblas, got "cuda"',
    );
  });
});

describe('the plan of the JS backend', () => {
  it('goes by a rule, or is as asked for', () => {
    const plan = selectBackend({ backend: 'js' }).planFor(shape);
    expect(plan).to.deep.equal({ product: 'gemm', tileRows: 20, reason: 'by rule' });
    const asked = selectBackend({ backend: 'js', tileRows: 7 }).planFor(shape);
    expect(asked).to.deep.equal({ product: 'gemm', tileRows: 7, reason: 'asked for' });
  });
});
