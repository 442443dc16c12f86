import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describeWithAddon } from '../support/addon';
import { detach } from '../support/hostile';
import {
  evaluation,
  gradients,
  NO_EVALUATION,
  scores,
  sums,
  type Arguments,
} from '../support/pass-arguments';
import { isOutput, parted, prepare, type Prepare } from '../support/refused-arguments';
import { thorough } from '../support/thorough';

const SOUND: Record<Prepare, () => Arguments> = {
  prepareGradients: () => ({ ...gradients(), velocities: new Float32Array(8) }),
  prepareSums: sums,
  prepareEvaluation: evaluation,
  prepareScores: scores,
};

const KINDS = Object.keys(SOUND) as Prepare[];

/** Arrays that a pass copies when it is prepared: what becomes of them later doesn't matter. */
const COPIED = ['lambdas', 'slope', 'intercept', 'mean', 'inverse'];

type Typed = Float32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array;

/** The same elements in a buffer that can shrink. */
function shrinkable(array: Typed): { array: Typed; shrink: () => void } {
  const Buffer = ArrayBuffer as unknown as new (
    bytes: number,
    options: { maxByteLength: number },
  ) => ArrayBuffer & { resize(bytes: number): void };
  const buffer = new Buffer(array.byteLength, { maxByteLength: array.byteLength });
  const Floats = array.constructor as new (buffer: ArrayBuffer) => Typed;
  const copy = new Floats(buffer);
  copy.set(array);
  const shrink = (): void => buffer.resize(array.byteLength - array.BYTES_PER_ELEMENT);
  return { array: copy, shrink };
}

const isTyped = (value: unknown): value is Typed => ArrayBuffer.isView(value);

describeWithAddon('a prepared pass', (addon) => {
  for (const kind of KINDS) {
    const { options, run } = parted(kind, SOUND[kind]());
    const arrays = Object.keys(options).filter((name) => isTyped(options[name]));
    const kept = arrays.filter((name) => !COPIED.includes(name));

    /** Prepares a pass, does something, and runs it; the error, and that nothing was written. */
    function errorAfter(args: Arguments, change: () => void): Error & { code?: string } {
      const both = parted(kind, args);
      const pass = prepare(addon, kind, both.options);
      change();
      try {
        pass(...Object.values(both.run));
      } catch (error) {
        for (const [name, value] of Object.entries(args)) {
          if (isOutput(name) && (value as Typed).length > 0) {
            const sound = SOUND[kind]()[name] as Typed;
            expect([...(value as Typed)], name).to.deep.equal(
              [...sound].slice(0, (value as Typed).length),
            );
          }
        }
        return error as Error;
      }
      throw new Error('the run was accepted');
    }

    describe(kind, () => {
      it('is a function that returns nothing, and runs again and again', () => {
        const pass = prepare(addon, kind, options);
        for (let i = 0; i < 3; i++) {
          expect(pass(...Object.values(run))).to.equal(undefined);
        }
      });

      for (const name of kept) {
        it(`refuses to run when ${name} has been detached`, () => {
          const args = SOUND[kind]();
          const error = errorAfter(args, () => detach((args[name] as Typed).buffer));
          expect(error).to.be.instanceOf(TypeError);
          expect(error.message).to.equal(
            `${name}: expected the array that was prepared, got one whose buffer is detached`,
          );
          expect(error.code).to.equal('INVALID_ARGUMENT');
        });

        it(`refuses to run when ${name} has shrunk`, () => {
          const { array, shrink } = shrinkable(SOUND[kind]()[name] as Typed);
          const error = errorAfter({ ...SOUND[kind](), [name]: array }, shrink);
          expect(error).to.be.instanceOf(RangeError);
          expect(error.message).to.match(
            new RegExp(`^${name}: expected at least \\d+ elements, got ${array.length}$`),
          );
          expect(error.code).to.equal('INVALID_ARGUMENT');
        });
      }

      for (const name of arrays.filter((own) => COPIED.includes(own))) {
        it(`keeps a copy of ${name}`, () => {
          const both = parted(kind, SOUND[kind]());
          const pass = prepare(addon, kind, both.options);
          detach((both.options[name] as Typed).buffer);
          pass(...Object.values(both.run));
        });
      }

      it('does not look at the options again', () => {
        const both = parted(kind, SOUND[kind]());
        const pass = prepare(addon, kind, both.options);
        for (const name of Object.keys(both.options)) both.options[name] = 'another';
        for (const name of Object.keys(both.options)) Reflect.deleteProperty(both.options, name);
        pass(...Object.values(both.run));
      });

      it('refuses a run without arguments, naming the first', () => {
        const [first] = Object.keys(run);
        const pass = prepare(addon, kind, options);
        expect(() => pass()).to.throw(TypeError, `${first}: expected`);
        expect(() => pass(...Array<undefined>(9))).to.throw(TypeError, `${first}: expected`);
      });

      it('runs whatever it is called on, and is no constructor of passes', () => {
        const pass = prepare(addon, kind, options);
        for (const self of [undefined, null, 1, {}, options, pass]) {
          pass.apply(self, Object.values(run));
        }
        const Class = pass as unknown as new (...args: unknown[]) => object;
        expect(Object.keys(new Class(...Object.values(run)))).to.deep.equal([]);
      });

      it('refuses what is no object of options', () => {
        for (const wrong of [undefined, null, 1, 'options', true, 1n, Symbol(), () => options]) {
          expect(() => prepare(addon, kind, wrong)).to.throw(
            TypeError,
            /^options: expected an obj/,
          );
        }
        for (const wrong of [[options], new Float32Array(4), new Map(Object.entries(options))]) {
          expect(() => prepare(addon, kind, wrong)).to.throw(TypeError, /: expected /);
        }
      });

      it('refuses a key that is unknown, and names those that there are', () => {
        for (const key of ['lamdas', 'x', '0', '', '"', 'constructor', 'k'.repeat(1000)]) {
          const thrown = (): unknown => prepare(addon, kind, { ...options, [key]: 1 });
          expect(thrown).to.throw(
            TypeError,
            /^options: expected only the keys .*, tileRows, got "/,
          );
        }
      });

      it('refuses options that lack any key, naming it', () => {
        for (const name of Object.keys(options)) {
          const others = { ...options };
          Reflect.deleteProperty(others, name);
          const message = new RegExp(`^${name}: expected .*, got undefined$`);
          expect(() => prepare(addon, kind, others)).to.throw(TypeError, message);
        }
      });

      it('passes on what a getter or a proxy throws', () => {
        const own = new Error('of its own');
        const fail = (): never => {
          throw own;
        };
        for (const name of Object.keys(options)) {
          const getter = Object.defineProperty({ ...options }, name, { get: fail });
          expect(() => prepare(addon, kind, getter), name).to.throw(own);
        }
        for (const trap of ['ownKeys', 'get', 'getOwnPropertyDescriptor']) {
          const proxy = new Proxy({ ...options }, { [trap]: fail });
          expect(() => prepare(addon, kind, proxy), trap).to.throw(own);
        }
        const { proxy, revoke } = Proxy.revocable({ ...options }, {});
        prepare(addon, kind, proxy)(...Object.values(run));
        revoke();
        expect(() => prepare(addon, kind, proxy)).to.throw(TypeError);
      });

      it('checks what it got last, whatever a getter does meanwhile', () => {
        for (const name of kept) {
          const own = { ...parted(kind, SOUND[kind]()).options };
          const last = Object.keys(own).at(-1)!;
          const value = own[last];
          const get = (): unknown => {
            detach((own[name] as Typed).buffer);
            return value;
          };
          Object.defineProperty(own, last, { get, enumerable: true });
          expect(() => prepare(addon, kind, own)).to.throw(TypeError, `${name}: expected`);
        }
      });
    });
  }

  it('makes no step without η, and reads η anew at each', () => {
    const { options, run } = parted('prepareGradients', gradients());
    const without = prepare(addon, 'prepareGradients', { ...options, etas: null });
    expect(() => without(...Object.values(run))).to.throw(
      RangeError,
      'isStep: expected false, since there are no etas, got true',
    );
    without(run.numbers, run.first, run.count, false);
    const pass = prepare(addon, 'prepareGradients', options);
    const etas = options.etas as Float64Array;
    const parameters = options.parameters as Float32Array;
    const stepBy = (eta: number): Float32Array => {
      etas[0] = eta;
      parameters.fill(0);
      pass(...Object.values(run));
      return parameters.slice();
    };
    const one = stepBy(0.25);
    expect([...one].some((value) => value !== 0)).to.equal(true);
    expect([...stepBy(0.5)]).to.deep.equal([...one].map((value) => 2 * value));
    etas[0] = NaN;
    expect(() => pass(...Object.values(run))).to.throw(RangeError, 'etas[0]: expected a finite');
    pass(run.numbers, run.first, run.count, false);
  });

  it('takes larger and smaller batches by turns, on as many threads as are set', () => {
    const { options } = parted('prepareSums', { ...sums(), ...NO_EVALUATION });
    const pass = prepare(addon, 'prepareSums', options);
    const numbers = Uint32Array.from({ length: 2000 }, (_, i) => i % 4);
    const weight = (options.weight as Float64Array).fill(0);
    let total = 0;
    try {
      for (const [count, threads] of [
        [1, 1],
        [2000, 2],
        [3, 2],
        [1999, 1],
        [1999, 2],
        [1, 1],
      ]) {
        addon.setThreads(Math.min(threads, addon.buildInformation().openblas.maximumThreads));
        pass(numbers, 0, count);
        expect(weight[0]).to.equal((total += count));
      }
    } finally {
      addon.setThreads(1);
    }
  });
});

const addonFile = path.join(__dirname, '../../build/Release/onelayer.node');

/** Prepares passes of 1 MB each in a loop. */
const PREPARING = `
  const addon = require(${JSON.stringify(addonFile)});
  const [K, d] = [4, 2 ** 15];
  const make = () => addon.prepareSums({
    gradients: new Float32Array(K * d + K), losses: new Float64Array(1), weight: new Float64Array(1),
    sampleLosses: null, predicted: null, probabilities: null, trueProbabilities: null,
    parameters: new Float32Array(K * d + K), loss: 'hinge', labelSmoothing: 0, weights: null,
    models: 1, classes: K, features: d, X: new Uint8Array(d), slope: new Float32Array(d),
    intercept: new Float32Array(d), mean: null, inverse: null, y: new Uint8Array(1), product: 'direct', tileRows: 4,
  });
  const numbers = Uint32Array.of(0);`;

const runProcess = (script: string, ...flags: string[]) =>
  spawnSync(process.execPath, [...flags, '-e', PREPARING + script], { encoding: 'utf8' });

describeWithAddon('passes that are no longer used', () => {
  it('are collected, with their arrays', () => {
    const script = `
      (async () => {
        const turn = async (count) => {
          for (let i = 0; i < count; i++) {
            make()(numbers, 0, 1);
            if (i % 50 === 0) await new Promise(setImmediate);
          }
          for (let i = 0; i < 3; i++) { gc(); await new Promise(setImmediate); }
          return process.memoryUsage();
        };
        // The allocator keeps some 150 to 210 MB once so many have come and gone.
        await turn(1000);
        const before = await turn(100);
        const after = await turn(1000);
        const grown = (key) => Math.round((after[key] - before[key]) / 2 ** 20);
        console.log(JSON.stringify([grown('rss'), grown('arrayBuffers')]));
      })();`;
    const { stdout, stderr, status } = runProcess(script, '--expose-gc');
    expect({ stderr, status }).to.deep.equal({ stderr: '', status: 0 });
    const [rss, arrayBuffers] = JSON.parse(stdout) as number[];
    expect(arrayBuffers).to.be.below(10);
    // The copies of a thousand slopes alone are 128 MB.
    expect(rss).to.be.below(100);
  });

  it('may still be there when the process ends', () => {
    const script = 'global.kept = [make(), make()]; global.kept[0](numbers, 0, 1);';
    for (const end of [
      '',
      'process.exit(0);',
      "process.on('exit', () => kept[1](numbers, 0, 1));",
    ]) {
      const { stderr, status, signal } = runProcess(script + end);
      expect({ stderr, status, signal }).to.deep.equal({ stderr: '', status: 0, signal: null });
    }
  });
});

describeWithAddon('passes in a worker that is terminated', () => {
  for (const [title, body] of [
    ['while they are prepared and run', 'for (;;) make()(numbers, 0, 1);'],
    ['while one runs', 'const pass = make(); for (;;) pass(numbers, 0, 1);'],
    ['while runs fail', 'const pass = make(); for (;;) try { pass(); } catch {}'],
    ['while preparing fails', 'for (;;) try { addon.prepareSums({ x: 1 }); } catch {}'],
    [
      'while getters run',
      `const slow = { get gradients() { for (let i = 0; i < 1e4; i++) Math.sqrt(i); return 1; } };
       for (;;) try { addon.prepareSums(slow); } catch {}`,
    ],
  ]) {
    it(`bear it ${title}`, async () => {
      const script = `${PREPARING} const kept = [make(), make()];
        require('node:worker_threads').parentPort.postMessage('busy'); ${body} kept;`;
      for (let round = 0; round < thorough(25, 4); round++) {
        const worker = new Worker(script, { eval: true });
        await once(worker, 'message');
        expect(await worker.terminate()).to.equal(1);
      }
    });
  }
});
