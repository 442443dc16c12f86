'use strict';

/**
 * Prepares a release: builds and examines both tarballs in `release/`, and prints the commands that
 * publish them.
 *
 *     node scripts/release.js [--rehearse] [FOLDER]
 *
 * It wants everything committed, and the version of package.json as the first heading of
 * CHANGELOG.md; --rehearse says what is amiss there and goes on. It publishes nothing.
 */

const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { buildPlatformPackage } = require('./build-platform-package');
const { packPackage } = require('./lib/pack-package');
const { platformPackageName } = require('./lib/platform-package');
const { changelogComplaint, treeComplaint } = require('./lib/release-checks');
const { version } = require('../package.json');

const root = path.join(__dirname, '..');

/** Reasons why this commit can't be released. */
function complaints() {
  const changelog = fs.readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
  const status = spawnSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' });
  return [changelogComplaint(changelog, version), treeComplaint(status.stdout)].filter(Boolean);
}

/** Runs a checker of packages; throws its findings. */
function examine(name, args) {
  const bin = path.join(root, 'node_modules', '.bin', name);
  const result = spawnSync(bin, args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (result.status === 0) return;
  const said = result.error?.message ?? `${result.stdout}${result.stderr}`;
  throw new Error(`${name} ${args.join(' ')}:\n${said}`);
}

function describe(tarball) {
  const bytes = fs.readFileSync(tarball);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return `${tarball}\n  ${(bytes.length / 1e6).toFixed(1)} MB, SHA-256 ${sha256}`;
}

function release(out) {
  const platform = buildPlatformPackage(out);
  const main = packPackage(out, [platformPackageName()]);
  examine('publint', ['--strict', main]);
  examine('publint', ['--strict', platform]);
  examine('attw', [main]);
  console.log([platform, main].map(describe).join('\n'));
  console.log('\npublint and attw found nothing. To publish, the platform package first:\n');
  for (const tarball of [platform, main]) console.log(`  npm publish "${tarball}"`);
  console.log(`  git tag v${version} && git push origin v${version}`);
}

function main(args) {
  const rehearses = args[0] === '--rehearse';
  const [out = path.join(root, 'release'), ...rest] = rehearses ? args.slice(1) : args;
  if (out.startsWith('-') || rest.length > 0) {
    console.error('usage: node scripts/release.js [--rehearse] [FOLDER]');
    process.exitCode = 2;
    return;
  }
  const amiss = complaints();
  for (const complaint of amiss) console.error(complaint);
  if (amiss.length > 0 && !rehearses) {
    process.exitCode = 1;
    return;
  }
  try {
    release(path.resolve(out));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

main(process.argv.slice(2));
