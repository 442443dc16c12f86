'use strict';

const { spawnSync } = require('node:child_process');
const path = require('node:path');

/**
 * Runs npm and waits for it.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string }} options
 * @returns {string} its output
 * @throws Error with its output, if it fails
 */
function npm(args, { cwd }) {
  const shell = process.platform === 'win32';
  const result = spawnSync('npm', args, { cwd, encoding: 'utf8', shell, maxBuffer: 2 ** 26 });
  if (result.status === 0) return result.stdout;
  const said = result.error?.message ?? `${result.stdout}${result.stderr}`.trim();
  throw new Error(`npm ${args.join(' ')} failed:\n${said}`);
}

/** Packs a folder without running its scripts; returns the tarball's path in `out`. */
function npmPack(folder, out) {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', out];
  const [{ filename }] = JSON.parse(npm(args, { cwd: folder }));
  return path.join(out, filename);
}

module.exports = { npm, npmPack };
