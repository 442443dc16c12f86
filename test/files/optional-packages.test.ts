import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { devDependencies } from '../../package.json';
import { OnelayerError } from '../../src/errors';
import {
  dependency,
  installCommand,
  missingPackages,
  optionalPackage,
  ownCommand,
} from '../../src/files';
import { installation, type Installation } from '../../src/files/installation';

describe('optional packages', () => {
  it('are missing or not, also those without an entry for require', () => {
    expect(missingPackages(['vega', 'onelayer-no-such-package', 'sharp'])).to.deep.equal([
      'onelayer-no-such-package',
    ]);
  });

  it('that are broken are named, not the file at hand', () => {
    expect(() => optionalPackage('onelayer-no-such-package'))
      .to.throw(OnelayerError, /^the package onelayer-no-such-package can't be loaded: Cannot find/)
      .that.has.property('code', 'PACKAGE_MISSING');
  });

  it('are no different from dependencies in that', () => {
    const broken = (): never => {
      throw Object.assign(new TypeError('A dynamic import callback was invoked'), { code: 'ERR' });
    };
    expect(() => dependency('csv-parse', broken)).to.throw(
      OnelayerError,
      "the package csv-parse can't be loaded: A dynamic import callback was invoked; install it again",
    );
  });
});

describe('the command that installs an optional package', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(path.join(os.tmpdir(), 'onelayer-installed-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** The installation of a package in a folder below the root, where some files are. */
  function found(folder: string, ...files: string[]): Installation {
    const place = path.join(root, folder);
    mkdirSync(place, { recursive: true });
    for (const file of files) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), '{}');
    }
    return installation(place);
  }

  const { vega, sharp } = devDependencies;
  const both = `vega@${vega} sharp@${sharp}`;
  const modules = 'app/node_modules/onelayer';
  const places: [string, string, string[], string, string][] = [
    ['npm, in a project', modules, ['app/package.json'], 'npm install', 'npx onelayer'],
    [
      'npm, in a folder without a package.json',
      modules,
      ['app/node_modules/.package-lock.json'],
      'npm install',
      'npx onelayer',
    ],
    ['npm, for the system', 'usr/lib/node_modules/onelayer', [], 'npm install -g', 'onelayer'],
    [
      'npm, in a workspace whose lockfile lies above',
      'mono/packages/a/node_modules/onelayer',
      ['mono/package-lock.json', 'mono/yarn/yarn.lock', 'mono/packages/a/package.json'],
      'npm install',
      'npx onelayer',
    ],
    [
      'pnpm',
      'app/node_modules/.pnpm/onelayer@0.1.0/node_modules/onelayer',
      ['app/package.json'],
      'pnpm add',
      'pnpm exec onelayer',
    ],
    [
      'pnpm, without links',
      modules,
      ['app/package.json', 'app/pnpm-lock.yaml'],
      'pnpm add',
      'pnpm exec onelayer',
    ],
    [
      'pnpm, for the system',
      'home/.local/share/pnpm/global/5/.pnpm/onelayer@0.1.0/node_modules/onelayer',
      ['home/.local/share/pnpm/global/5/package.json'],
      'pnpm add -g',
      'onelayer',
    ],
    ['Yarn', modules, ['app/package.json', 'app/yarn.lock'], 'yarn add', 'yarn onelayer'],
    [
      'Yarn, for the system',
      'home/.config/yarn/global/node_modules/onelayer',
      ['home/.config/yarn/global/package.json'],
      'yarn global add',
      'onelayer',
    ],
    ['Bun', modules, ['app/package.json', 'app/bun.lock'], 'bun add', 'bunx onelayer'],
    [
      'Bun, for the system',
      'home/.bun/install/global/node_modules/onelayer',
      ['home/.bun/install/global/package.json'],
      'bun add -g',
      'onelayer',
    ],
  ];
  for (const [title, folder, files, add, run] of places) {
    it(`fits ${title}`, () => {
      const where = found(folder, ...files);
      expect(installCommand(['vega', 'sharp'], where)).to.equal(`${add} ${both}`);
      expect(ownCommand('build-native', where)).to.equal(`${run} build-native`);
    });
  }

  it('fits Deno, which has names of its own for packages of npm', () => {
    const where = found('app/node_modules/.deno/onelayer@0.1.0/node_modules/onelayer');
    expect(installCommand(['sharp'], where)).to.equal(`deno add npm:sharp@${sharp}`);
  });

  it('fits this checkout', () => {
    expect(installCommand(['sharp'])).to.equal(`npm install sharp@${sharp}`);
  });
});
