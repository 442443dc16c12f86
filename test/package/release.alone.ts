import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dependencies, version } from '../../package.json';
import { itUnless } from '../support/it-unless';
import { platformObstacle, root, tarballs } from './tarballs';

/** What a command of the repository prints. */
function said(name: string, ...args: string[]): string {
  const bin = path.join(root, 'node_modules', '.bin', name);
  // Without colours, which CI asks for.
  const env = { ...process.env, NO_COLOR: '1' };
  const { stdout, stderr } = spawnSync(bin, args, { encoding: 'utf8', env });
  return stdout + stderr;
}

/** What is amiss for a release, by one of scripts/lib/release-checks.js. */
function complaintOf(check: string, ...args: readonly string[]): string | null {
  const call = `${check}(...${JSON.stringify(args)})`;
  const script = `JSON.stringify(require('./scripts/lib/release-checks').${call})`;
  const { stdout } = spawnSync(process.execPath, ['-p', script], { cwd: root, encoding: 'utf8' });
  return JSON.parse(stdout) as string | null;
}

/** A file in a tarball. */
const inTarball = (tarball: string | null, file: string): string =>
  spawnSync('tar', ['-xzOf', String(tarball), `package/${file}`], { encoding: 'utf8' }).stdout;

describe('a release', function () {
  this.timeout(300_000);

  it('has nothing that publint finds', () => {
    const { main, platform } = tarballs();
    for (const tarball of [main, platform ?? main]) {
      expect(said('publint', '--strict', tarball)).to.match(/All good!\s*$/);
    }
  });

  it('has no types that attw finds wrong', () => {
    expect(said('attw', tarballs().main)).to.include('No problems found');
  });

  it('has exact dependencies, and none for this repository alone', () => {
    for (const range of Object.values(dependencies)) expect(range).to.match(/^\d+\.\d+\.\d+$/);
    const files = spawnSync('tar', ['-tzf', tarballs().main], { encoding: 'utf8' }).stdout;
    expect(files).not.to.match(/^package\/(test|benchmarks|src|build|node_modules)\//m);
  });

  itUnless(platformObstacle, 'names the package for this platform, of the same version', () => {
    const { main, platform } = tarballs();
    const { name, os, cpu, libc, ...rest } = JSON.parse(
      inTarball(platform, 'package.json'),
    ) as Record<string, string>;
    expect(rest.version).to.equal(version);
    expect({ os, cpu, libc }).to.deep.equal({
      os: [process.platform],
      cpu: [process.arch],
      libc: ['glibc'],
    });
    const { optionalDependencies } = JSON.parse(inTarball(main, 'package.json')) as {
      optionalDependencies: unknown;
    };
    expect(optionalDependencies).to.deep.equal({ [name]: version });
  });

  itUnless(platformObstacle, 'brings the licences of what is linked into the addon', () => {
    const { platform } = tarballs();
    expect(inTarball(platform, 'LICENSE-OpenBLAS'))
      .to.include('The OpenBLAS Project')
      .and.include('Redistributions in binary form must reproduce the above copyright');
    expect(inTarball(platform, 'LICENSE')).to.match(/^MIT/);
  });

  it("has the live page's server, which a command starts", () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer live '));
    const rows = Array.from({ length: 24 }, (_, i) => `${i % 2},${i % 3},${i % 2 ? 'x' : 'y'}`);
    try {
      spawnSync('tar', ['-xzf', tarballs().main, '-C', folder]);
      symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
      writeFileSync(path.join(folder, 'table.csv'), ['a,b,c', ...rows].join('\n'));
      const bin = path.join(folder, 'package/dist/bin/onelayer.js');
      const args = ['fit', 'table.csv', '--label', 'c', '--live', '--out', 'out', '--no-report'];
      const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
        ...{ cwd: folder, encoding: 'utf8' as const },
        env: { ...process.env, ONELAYER_STRICT: '' },
      });
      expect(status, stderr).to.equal(0);
      // Said by the server's process.
      expect(stdout).to.match(/^live +http:\/\/127\.0\.0\.1:\d+\//m);
      const lines = readFileSync(path.join(folder, 'out/live.jsonl'), 'utf8');
      expect(lines).to.match(/"kind":"ended".*"ending":"finished"/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  itUnless(platformObstacle, 'says sizes, checksums and what to type', () => {
    const text = tarballs().said;
    expect(text.match(/ MB, SHA-256 [0-9a-f]{64}$/gm)).to.have.length(2);
    expect(text).to.match(/npm publish ".*gnu-.*\.tgz"\n +npm publish ".*onelayer-\d.*\.tgz"/);
  });
});

describe('a release is refused', () => {
  const day = '2026-11-27';
  const text = '\n### Added\n\n- More.\n';

  it('not where the changelog begins with the version', () => {
    const older = '\n## 1.1.0 - 2026-01-01\n\n- Less.\n';
    expect(
      complaintOf(
        'changelogComplaint',
        `# Changelog\n\n## 1.2.0 - ${day}\n${text}${older}`,
        '1.2.0',
      ),
    ).to.be.null;
  });

  const changelogs: [string, string, string][] = [
    ['other version', `## 1.1.0 - ${day}\n${text}`, 'expected its first heading'],
    ['version that is not released yet', `## Unreleased\n${text}`, 'got "Unreleased"'],
    ['version without a day', `## 1.2.0\n${text}`, 'got "1.2.0"'],
    ['version with nothing new', `## 1.2.0 - ${day}\n\n## 1.1.0 - ${day}\n${text}`, 'got nothing'],
    ['no version', 'Empty.\n', 'got "none"'],
  ];
  for (const [title, changelog, complaint] of changelogs) {
    it(`if the changelog begins with ${title}`, () => {
      expect(complaintOf('changelogComplaint', `# Changelog\n\n${changelog}`, '1.2.0')).to.include(
        complaint,
      );
    });
  }

  it('if something is not committed', () => {
    expect(complaintOf('treeComplaint', '')).to.be.null;
    expect(complaintOf('treeComplaint', ' M package.json\n')).to.match(
      /expected .* committed, got\n M package.json$/,
    );
  });

  it('by the command, which then builds nothing', () => {
    const script = path.join(root, 'scripts/release.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--now'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).to.deep.equal({ status: 2, stdout: '' });
    expect(stderr).to.match(/^usage: /);
  });
});
