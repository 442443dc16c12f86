'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { npm, npmPack } = require('./npm');

const root = path.join(__dirname, '..', '..');

/**
 * Packs the package as it is released: compiled, and with the packages for platforms among its
 * optional dependencies. In the repository's own package.json they would break `npm ci`, which
 * wants them in the lockfile before they are in a registry; hence the copy.
 *
 * @param {string} out  the folder for the tarball
 * @param {readonly string[]} platformPackages  their names; they are of the same version
 * @returns {string} the tarball's path
 */
function packPackage(out, platformPackages) {
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  npm(['run', 'build'], { cwd: root });
  const listing = npm(['pack', '--dry-run', '--ignore-scripts', '--json'], { cwd: root });
  const [{ files, version }] = JSON.parse(listing);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'onelayer-pack-'));
  try {
    for (const file of files) {
      const target = path.join(folder, file.path);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.copyFileSync(path.join(root, file.path), target);
    }
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    manifest.optionalDependencies = Object.fromEntries(
      platformPackages.map((name) => [name, version]),
    );
    fs.writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    fs.mkdirSync(out, { recursive: true });
    return npmPack(folder, path.resolve(out));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { packPackage };
