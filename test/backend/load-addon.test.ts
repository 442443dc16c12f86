import { expect } from 'chai';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { version as packageVersion } from '../../package.json';
import type { BackendReport } from '../../src/backend';
import { itWithAddon } from '../support/addon';
import { PackageCopy } from '../support/package-copy';

const builtAddon = path.join(__dirname, '../../build/Release/onelayer.node');

describe('loading the addon', () => {
  let copy: PackageCopy;
  before(() => (copy = new PackageCopy()));
  after(() => copy.remove());
  afterEach(() => rmSync(copy.addonFile, { recursive: true, force: true }));

  /** The report of the backend that `auto` selects, twice; one warning if that falls back. */
  function reportOf(prologue = ''): BackendReport {
    const { stdout, stderr } = copy.run(
      `${prologue}; selectBackend(); console.log(JSON.stringify(selectBackend().report))`,
    );
    const report = JSON.parse(stdout) as BackendReport;
    const warnings = stderr.split('\n').filter((line) => line.includes('OnelayerWarning'));
    expect(warnings.length, stderr).to.equal(report.name === 'js' ? 1 : 0);
    if (warnings.length === 1) expect(warnings[0]).to.include(report.reason);
    return report;
  }

  /** Asserts that the JS backend is used, that it says why, and what to do. */
  function expectFallback(why: RegExp, prologue?: string): void {
    const { name, reason, openblas, threads } = reportOf(prologue);
    expect({ name, openblas, threads }).to.deep.equal({ name: 'js', openblas: null, threads: 1 });
    expect(reason)
      .to.match(/^the native addon could not be loaded: /)
      .and.to.match(why);
    expect(reason).to.include(`run \`npm run build:native\` in ${copy.folder}`);
  }

  itWithAddon('uses OpenBLAS, from dist/ as from src/', () => {
    copyFileSync(builtAddon, copy.addonFile);
    const { name, reason, openblas } = reportOf();
    expect(name).to.equal('openblas');
    expect(reason).to.equal('the native addon loaded from build/Release');
    expect(openblas).to.have.all.keys('version', 'core', 'instructions');
  });

  it('falls back to JS if the file is missing', () => {
    expectFallback(/onelayer\.node is not there: it has not been built/);
  });

  it('falls back to JS if the file is not an addon', () => {
    writeFileSync(copy.addonFile, 'This is text, and too much of it to be a header.\n'.repeat(10));
    expectFallback(/onelayer\.node/);
  });

  it('falls back to JS if the file is empty', () => {
    writeFileSync(copy.addonFile, '');
    expectFallback(/onelayer\.node/);
  });

  it('falls back to JS if the file is a folder', () => {
    mkdirSync(copy.addonFile);
    expectFallback(/onelayer\.node/);
  });

  it('falls back to JS if the addon is of another version, which lacks a function', () => {
    writeFileSync(copy.addonFile, '');
    // Stands for an addon that loads: what is in the cache of modules is not loaded again.
    const loaded = 'require.cache[addonFile] = { loaded: true, exports: { gemm() {} } }';
    expectFallback(
      /was built from another version: it lacks axpy, softmax, prepareGradients, prepareSums, prepareEvaluation, prepareScores, bytesPastLine, preferLargePages, buildInformation, getThreads, setThreads/,
      loaded,
    );
  });

  if (process.platform === 'linux') {
    itWithAddon('falls back to JS if OpenBLAS has been removed, and names its library', () => {
      const bytes = readFileSync(builtAddon, 'latin1');
      const absent = bytes.replaceAll('libopenblas.so.0', 'libopenblas.so.9');
      expect(absent).not.to.equal(bytes);
      writeFileSync(copy.addonFile, absent, 'latin1');
      expectFallback(/the library libopenblas\.so\.9 that it was built with is missing/);
    });
  }

  describe('from the package for this platform', () => {
    const { platform, arch } = process;
    const name = `onelayer-${platform}-${arch}${platform === 'linux' ? '-gnu' : ''}`;
    let installed: string;
    beforeEach(() => {
      installed = path.join(copy.folder, 'node_modules', name);
      mkdirSync(installed, { recursive: true });
    });
    afterEach(() => rmSync(installed, { recursive: true, force: true }));

    /** Stands for the installed package, of a version. */
    function install(version: string): void {
      writeFileSync(path.join(installed, 'package.json'), JSON.stringify({ name, version }));
      copyFileSync(builtAddon, path.join(installed, 'onelayer.node'));
    }

    itWithAddon('uses OpenBLAS', () => {
      install(packageVersion);
      const { name: backend, reason } = reportOf();
      expect(backend).to.equal('openblas');
      expect(reason).to.equal(`the native addon loaded from ${name}`);
    });

    itWithAddon('uses OpenBLAS where the addon that was built here fails, and says why', () => {
      install(packageVersion);
      writeFileSync(copy.addonFile, 'not an addon');
      const { name: backend, reason } = reportOf();
      expect(backend).to.equal('openblas');
      expect(reason).to.match(new RegExp(`loaded from ${name}, since .*onelayer\\.node: .*`));
    });

    itWithAddon('prefers the addon that was built here', () => {
      install(packageVersion);
      copyFileSync(builtAddon, copy.addonFile);
      expect(reportOf().reason).to.equal('the native addon loaded from build/Release');
    });

    itWithAddon('falls back to JS if it is of another version', () => {
      install('0.0.1');
      expectFallback(new RegExp(`${name}: expected version ${packageVersion}, got 0\\.0\\.1`));
    });

    it('falls back to JS if it is not there, either', () => {
      expectFallback(new RegExp(`not been built; ${name} is not installed`));
    });
  });

  it('multiplies after falling back', () => {
    const { stdout } = copy.run(`
      const c = new Float32Array(1);
      const [a, b] = [Float32Array.of(2), Float32Array.of(3)];
      selectBackend().gemm(false, false, 1, 1, 1, 1, a, 1, b, 1, 0, c, 1);
      console.log(c[0]);`);
    expect(stdout).to.equal('6\n');
  });

  const failures: [string, string, Record<string, string>][] = [
    ['openblas', "{ backend: 'openblas' }", {}],
    ['auto, with ONELAYER_STRICT=1', "{ backend: 'auto' }", { ONELAYER_STRICT: '1' }],
  ];
  for (const [title, options, environment] of failures) {
    it(`is an error with the reason and the cure for ${title}`, () => {
      const { stdout } = copy.run(
        `try { selectBackend(${options}); } catch ({ name, code, message }) {
          console.log(JSON.stringify({ name, code, message }));
        }`,
        environment,
      );
      const { name, code, message } = JSON.parse(stdout) as Record<string, string>;
      expect({ name, code }).to.deep.equal({ name: 'OnelayerError', code: 'BACKEND_UNAVAILABLE' });
      expect(message).to.match(/^the native addon could not be loaded: .* not been built/);
      expect(message).to.include('npm run build:native');
    });
  }

  it('is not tried for js, even with ONELAYER_STRICT=1', () => {
    writeFileSync(copy.addonFile, 'not an addon');
    const script = "console.log(selectBackend({ backend: 'js' }).report.reason)";
    expect(copy.run(script, { ONELAYER_STRICT: '1' }).stdout).to.equal('asked for\n');
  });
});
