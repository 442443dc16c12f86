'use strict';

/**
 * Prints where OpenBLAS's headers are (`--include`) or how to link with it (`--libs`), for
 * binding.gyp. What it prints was seen to link; if nothing does, it fails and says how to install
 * OpenBLAS.
 */

const { spawnSync } = require('node:child_process');
const { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const linkTest = `#include <cblas.h>
int main() {
  const float a = 1; float c = 0;
  openblas_set_num_threads(1);
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, 1, 1, 1, 1, &a, 1, &a, 1, 0, &c, 1);
  return openblas_get_parallel();
}
`;

/** A command's output in words; null if it can't be run or fails. */
function wordsFrom(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.status !== 0) return null;
  return result.stdout.split(/\s+/).filter((word) => word !== '');
}

function inFolder(folder) {
  const library = path.join(folder, 'lib');
  const isWindows = process.platform === 'win32';
  return {
    include: [path.join(folder, 'include'), path.join(folder, 'include', 'openblas')],
    libs: isWindows ? [path.join(library, 'openblas.lib')] : [`-L${library}`, '-lopenblas'],
  };
}

/** What to try: a named folder alone, else pkg-config, Homebrew, the usual places. */
function* candidates() {
  const root = process.env.OpenBLAS_ROOT;
  if (root) {
    const named = inFolder(root);
    // Else the compiler would take another OpenBLAS, from its own folders.
    if (!named.include.some((folder) => existsSync(path.join(folder, 'cblas.h')))) return;
    // A folder that the system doesn't search at load time.
    if (process.platform !== 'win32') named.libs.push(`-Wl,-rpath,${path.join(root, 'lib')}`);
    yield named;
    return;
  }
  const cflags = wordsFrom('pkg-config', ['--cflags-only-I', 'openblas']);
  const libs = wordsFrom('pkg-config', ['--libs', 'openblas']);
  if (cflags && libs) yield { include: cflags.map((flag) => flag.replace(/^-I/, '')), libs };
  const brew = wordsFrom('brew', ['--prefix', 'openblas']);
  if (brew) yield inFolder(brew.join(' '));
  yield { include: [], libs: ['-lopenblas'] };
  for (const folder of ['/usr', '/usr/local', '/opt/OpenBLAS', '/opt/local'])
    yield inFolder(folder);
}

const compilerWords = () => (process.env.CXX || 'c++').split(/\s+/);

/** Why nothing could be linked, whatever is installed; null if that isn't so. */
function compilerProblem() {
  if (process.platform === 'win32') return null;
  const [compiler] = compilerWords();
  if (spawnSync(compiler, ['--version']).status === 0) return null;
  return `error: no C++ compiler: ${compiler} can't be run; install g++ or clang++`;
}

/** Whether a program that calls cblas_sgemm compiles and links; on Windows, whether the file is there. */
function links(candidate) {
  if (process.platform === 'win32') return candidate.libs.every((file) => existsSync(file));
  const [compiler, ...compilerFlags] = compilerWords();
  const folder = mkdtempSync(path.join(tmpdir(), 'onelayer-link-test-'));
  try {
    const source = path.join(folder, 'test.cc');
    const output = path.join(folder, 'test');
    writeFileSync(source, linkTest);
    const include = candidate.include.map((folder) => `-I${folder}`);
    const args = [...compilerFlags, ...include, source, '-o', output, ...candidate.libs];
    return spawnSync(compiler, args).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main() {
  for (const candidate of candidates()) {
    if (!links(candidate)) continue;
    const words = process.argv[2] === '--include' ? candidate.include : candidate.libs;
    console.log(words.join('\n'));
    return;
  }
  process.exitCode = 1;
  const missing = path.join(__dirname, '../native/openblas-missing.txt');
  console.error(compilerProblem() ?? readFileSync(missing, 'utf8'));
}

main();
