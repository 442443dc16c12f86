import { expect } from 'chai';
import { existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BackendReport } from '../../src/backend';
import { devDependencies } from '../../package.json';
import { finishRuns } from '../support/finished-runs';
import { itUnless } from '../support/it-unless';
import { bareMachine, hidingObstacle, type BareMachine } from './bare-machine';
import { COMMON_JS, ES_MODULE, TYPESCRIPT } from './consumers';
import { Project, type Outcome } from './project';
import { platformObstacle, root, tarballs } from './tarballs';

const PLATFORM = `onelayer-${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}`;
const LARGEST_MEGABYTES = 30;

/** A program of a user, run in a project: it has learnt what it was taught, and warns of a fallback. */
function trainedBy(outcome: Outcome): BackendReport {
  const { predictions, backend } = JSON.parse(outcome.stdout) as {
    predictions: string[];
    backend: BackendReport;
  };
  expect(predictions).to.deep.equal(['left', 'right']);
  const warned =
    /^\(node:\d+\) \[PLAIN_JAVASCRIPT\] OnelayerWarning: [^\n]+\n[^\n]*--trace-warnings[^\n]*\n$/;
  expect(outcome.stderr).to.match(backend.name === 'js' ? warned : /^$/);
  return backend;
}

const node = (project: Project, file: string): Outcome =>
  project.run([process.execPath, path.join(project.folder, file)]);

/** What a folder takes on the disk, in MB; a link counts as itself. */
function megabytes(folder: string): number {
  const sizes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
    (name) => lstatSync(path.join(folder, name)).blocks * 512,
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

/** Where there may be nothing to build with, what is said of it is tested instead. */
const mustBuild = process.env.ONELAYER_STRICT === '1';

function expectBuilt({ name, reason }: BackendReport): void {
  const expected = { name: 'openblas', reason: 'the native addon loaded from build/Release' };
  expect({ name, reason }).to.deep.equal(expected);
}

/** Lets the compiler do without optimising, which takes a minute of two cores. */
function useFastCompiler(project: Project): void {
  const folder = path.join(project.folder, 'fast');
  const { PATH } = project.environment;
  mkdirSync(folder);
  for (const name of ['c++', 'g++']) {
    const script = `#!/bin/sh\nPATH='${PATH}' exec ${name} "$@" -O0\n`;
    writeFileSync(path.join(folder, name), script, { mode: 0o755 });
  }
  project.environment.PATH = `${folder}:${PATH}`;
}

function expectBuildAdvice({ name, reason }: BackendReport, runner = 'npx'): void {
  expect(name).to.equal('js');
  expect(reason).to.match(/onelayer\.node is not there: it has not been built/);
  expect(reason).to.include(`${PLATFORM} is not installed`);
  expect(reason).to.include(`To build it, run \`${runner} onelayer build-native\``);
}

describe('the packed package', function () {
  this.timeout(300_000);
  before(() => void tarballs());

  describe('with npm, install scripts blocked', () => {
    let project: Project;
    before(() => {
      project = new Project();
      project.npm('install', '--ignore-scripts', tarballs().main);
      project.write('program.js', COMMON_JS);
      project.write('program.mjs', ES_MODULE);
    });
    after(() => project.remove());

    it(`takes at most ${LARGEST_MEGABYTES} MB`, () => {
      expect(megabytes(project.modules)).to.be.within(5, LARGEST_MEGABYTES);
    });

    it('trains from CommonJS, in JavaScript, and says why and what to do', () => {
      expectBuildAdvice(trainedBy(node(project, 'program.js')));
    });

    it('trains from an ES module', () => {
      expectBuildAdvice(trainedBy(node(project, 'program.mjs')));
    });

    const compilers: [string, object][] = [
      ['the types of browsers', { types: [] }],
      [
        'the types of Node',
        { lib: ['es2023'], types: ['node'], typeRoots: [path.join(root, 'node_modules/@types')] },
      ],
    ];
    for (const [title, options] of compilers) {
      it(`trains from TypeScript, strict, its libraries checked, with ${title}`, () => {
        const strict = { strict: true, skipLibCheck: false, target: 'es2023', module: 'nodenext' };
        const compilerOptions = { ...strict, ...options };
        project.write('typed.mts', TYPESCRIPT);
        project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['typed.mts'] }));
        const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
        project.mustRun([process.execPath, tsc, '-p', project.folder]);
        expectBuildAdvice(trainedBy(node(project, 'typed.mjs')));
      });
    }

    it('refuses a report without the packages that make it, and names the command', async () => {
      const { writeTo } = await finishRuns();
      const files = [await writeTo(path.join(project.folder, 'finished'))];
      project.write(
        'report.mjs',
        `import { makeReport } from 'onelayer';
        await makeReport({ files: ${JSON.stringify(files)}, folder: 'none' }).catch(({ code, message }) => {
          console.log(JSON.stringify({ code, message }));
        });`,
      );
      const { stdout } = node(project, 'report.mjs');
      const { code, message } = JSON.parse(stdout) as { code: string; message: string };
      expect(code).to.equal('PACKAGE_MISSING');
      expect(message).to.include(
        `npm install @resvg/resvg-js@${devDependencies['@resvg/resvg-js']}`,
      );
      expect(message).to.include(` vega@${devDependencies.vega} vega-lite@`);
    });

    it('says before a training that there will be no report of it, and trains', () => {
      const file = path.join(project.modules, 'onelayer/dist/src/cli/train/report-packages.js');
      const { stdout, stderr } = project.run([
        process.execPath,
        '-p',
        `require(${JSON.stringify(file)}).withoutImpossibleReport({ report: true, out: 'runs/1' }).report`,
      ]);
      expect(stdout).to.equal('false\n');
      expect(stderr).to.match(/^note: no report will be made: .*vega.* are not installed; /);
      expect(stderr).to.include('results and learnt weights will be in runs/1.');
      expect(stderr).to.match(/To have reports: npm install @resvg.* vega-lite@\S+\n$/);
    });

    it('builds the addon on request, and trains natively then', () => {
      useFastCompiler(project);
      const { stderr } = project.run(['npx', 'onelayer', 'build-native']);
      if (!mustBuild && stderr !== '') {
        expect(stderr).to.match(/^The native addon could not be built with /);
        return;
      }
      expect(stderr).to.equal('');
      expectBuilt(trainedBy(node(project, 'program.js')));
    });
  });

  describe('with npm, install scripts allowed', () => {
    let project: Project;
    before(() => {
      project = new Project();
      useFastCompiler(project);
      project.npm('install', tarballs().main);
      project.write('program.js', COMMON_JS);
    });
    after(() => project.remove());

    it('trains natively, or says why it could not be built', () => {
      const backend = trainedBy(node(project, 'program.js'));
      if (!mustBuild && backend.name === 'js') expectBuildAdvice(backend);
      else expectBuilt(backend);
    });
  });

  describe('with npm, install scripts allowed, and nothing to build with', () => {
    let project: Project;
    before(() => {
      project = new Project();
      project.environment.PATH = bareMachine(project.folder).PATH;
      project.npm('install', '--foreground-scripts', tarballs().main);
      project.write('program.js', COMMON_JS);
    });
    after(() => project.remove());

    it('is installed all the same, and trains in JavaScript', () => {
      expectBuildAdvice(trainedBy(node(project, 'program.js')));
    });
  });

  describe('with pnpm', () => {
    let project: Project;
    before(() => {
      project = new Project({ npm_config_store_dir: 'store' });
      project.pnpm('add', tarballs().main);
      project.write('program.js', COMMON_JS);
      project.write('program.mjs', ES_MODULE);
    });
    after(() => project.remove());

    it('trains from CommonJS and from an ES module', () => {
      expectBuildAdvice(trainedBy(node(project, 'program.js')), 'pnpm exec');
      expectBuildAdvice(trainedBy(node(project, 'program.mjs')), 'pnpm exec');
    });

    itUnless(platformObstacle, 'trains natively with the package for this platform', () => {
      project.pnpm('add', String(tarballs().platform));
      const { name, reason } = trainedBy(node(project, 'program.js'));
      expect(name).to.equal('openblas');
      expect(reason).to.equal(`the native addon loaded from ${PLATFORM}`);
    });
  });

  describe('with the package for this platform, and neither OpenBLAS nor a compiler', () => {
    let project: Project;
    let machine: BareMachine;
    const obstacle = platformObstacle ?? hidingObstacle;
    const bare = (...command: string[]): string => project.mustRun([...machine.hiding, ...command]);
    before(() => {
      if (obstacle !== null) return;
      project = new Project();
      machine = bareMachine(project.folder);
      project.environment.PATH = machine.PATH;
      const { main, platform } = tarballs();
      bare('npm', 'install', '--ignore-scripts', main, String(platform));
      project.write('program.js', COMMON_JS);
    });
    after(() => {
      if (obstacle === null) project.remove();
    });

    itUnless(obstacle, 'has neither: no c++ on the PATH, and no library to load', () => {
      const look = `
        const { spawnSync } = require('node:child_process');
        const { existsSync, readdirSync } = require('node:fs');
        const commands = ['c++', 'g++', 'gcc', 'cc', 'clang', 'cmake', 'make', 'python3'];
        const found = commands.filter((name) => spawnSync(name, ['--version']).error === undefined);
        const libraries = readdirSync('/usr/lib')
          .filter((name) => name.endsWith('-linux-gnu'))
          .map((name) => '/usr/lib/' + name + '/libopenblas.so.0')
          .filter((library) => existsSync(library));
        console.log(JSON.stringify({ found, libraries }));`;
      expect(JSON.parse(bare('node', '-e', look))).to.deep.equal({ found: [], libraries: [] });
    });

    itUnless(obstacle, 'trains natively, scripts blocked', () => {
      const stdout = bare('node', path.join(project.folder, 'program.js'));
      const { name, reason, openblas } = trainedBy({ status: 0, stdout, stderr: '' });
      expect({ name, reason }).to.deep.equal({
        name: 'openblas',
        reason: `the native addon loaded from ${PLATFORM}`,
      });
      expect(openblas?.version).to.match(/^\d+\.\d+\.\d+$/);
    });

    itUnless(obstacle, 'chooses its kernels at run time', () => {
      const core = "console.log(require('onelayer').selectBackend().report.openblas.core)";
      for (const name of ['Haswell', 'Sandybridge']) {
        project.environment.OPENBLAS_CORETYPE = name;
        expect(bare('node', '-e', core)).to.equal(`${name}\n`);
      }
      delete project.environment.OPENBLAS_CORETYPE;
    });

    itUnless(obstacle, 'builds nothing where install scripts may run', () => {
      const installed = path.join(project.modules, 'onelayer');
      expect(bare('node', path.join(installed, 'scripts/install.js'))).to.equal('');
      expect(existsSync(path.join(installed, 'build'))).to.be.false;
    });
  });
});
