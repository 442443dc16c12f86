import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { itWithAddon } from '../support/addon';
import { runScript } from '../support/run-script';

describe('selectBackend', () => {
  it('gives the JS backend if it is asked for', () => {
    expect(selectBackend({ backend: 'js' }).report).to.deep.equal({
      name: 'js',
      reason: 'asked for',
      threads: 1,
      openblas: null,
    });
  });

  it('says that the JS backend uses one thread if more are asked for', () => {
    const { threads, reason } = selectBackend({ backend: 'js', threads: 4 }).report;
    expect(threads).to.equal(1);
    expect(reason).to.equal('asked for; it uses one thread, not the 4 asked for');
  });

  itWithAddon('gives OpenBLAS on one thread where its addon loads', (addon) => {
    const { instructions, openblas: built } = addon.buildInformation();
    const openblas = { version: built.version, core: built.core, instructions };
    const report = { name: 'openblas', threads: 1, openblas };
    const reason = 'the native addon loaded from build/Release';
    expect(selectBackend().report).to.deep.equal({ ...report, reason });
    expect(selectBackend({ backend: 'auto' }).report).to.deep.equal({ ...report, reason });
    expect(selectBackend({ backend: 'openblas' }).report).to.deep.equal({
      ...report,
      reason: 'asked for; the native addon is from build/Release',
    });
  });

  itWithAddon('sets the threads of OpenBLAS, and reports those that are set', (addon) => {
    const threads = Math.min(2, addon.buildInformation().openblas.maximumThreads);
    const backend = selectBackend({ backend: 'openblas', threads });
    expect(backend.report.threads).to.equal(threads);
    expect(addon.getThreads()).to.equal(threads);
    selectBackend({ backend: 'openblas' });
    expect(backend.report.threads).to.equal(1);
  });

  itWithAddon('refuses more threads than OpenBLAS was built for', (addon) => {
    const { maximumThreads } = addon.buildInformation().openblas;
    const threads = maximumThreads + 1;
    expect(() => selectBackend({ threads })).to.throw(
      RangeError,
      `threads: expected an integer from 1 to ${maximumThreads}, got ${threads}`,
    );
    expect(addon.getThreads()).to.equal(1);
  });

  for (const backend of ['auto', 'js'] as const) {
    it(`refuses a number of threads that is not a positive integer (${backend})`, () => {
      for (const threads of [0, -1, 1.5, NaN, Infinity]) {
        expect(() => selectBackend({ backend, threads })).to.throw(
          RangeError,
          `threads: expected a positive integer, got ${threads}`,
        );
      }
      const threads = '2' as unknown as number;
      expect(() => selectBackend({ backend, threads })).to.throw(TypeError, /^threads: .*got "2"$/);
    });
  }

  itWithAddon('refuses an instruction set that is not there, but for JavaScript', (addon) => {
    const { availableInstructions } = addon.buildInformation();
    const elsewhere = process.arch === 'arm64' ? 'avx2' : 'neon';
    for (const named of [elsewhere, 'AVX2']) {
      const said = runScript(
        `const { selectBackend } = require('./src/backend');
         const messages = ['auto', 'openblas'].map((backend) => {
           try { selectBackend({ backend }); } catch ({ code, message }) { return [code, message]; }
         });
         console.log(JSON.stringify([...messages, selectBackend({ backend: 'js' }).report.name]));`,
        { ONELAYER_INSTRUCTIONS: named },
      );
      const expected = availableInstructions.join(' or ');
      const message = `ONELAYER_INSTRUCTIONS: expected ${expected}, which this processor has, got "${named}"`;
      const refusal = ['BACKEND_UNAVAILABLE', message];
      expect(said).to.deep.equal([refusal, refusal, 'js']);
    }
  });

  it('refuses an unknown backend', () => {
    const message = 'backend: expected auto or openblas or js, got "cuda"';
    expect(() => selectBackend({ backend: 'cuda' as 'js' })).to.throw(RangeError, message);
    expect(() => selectBackend({ backend: null as unknown as 'js' })).to.throw(
      TypeError,
      /^backend/,
    );
  });
});
