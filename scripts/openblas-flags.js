'use strict';

/**
 * Prints the folder of OpenBLAS's headers (`--include`) or the flags that link it (`--libs`), for
 * binding.gyp, after trying that they link. If none do, it fails and says how to install OpenBLAS.
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

/** Flags to try: those of a named folder alone, else of pkg-config, Homebrew and the usual places. */
function* candidates() {
  const root = process.env.OpenBLAS_ROOT;
  if (root) {
    const named = inFolder(root);
    // Otherwise, the compiler would find another OpenBLAS in its own folders.
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

/** Why nothing links here, whatever is installed; null if the compiler works. */
function compilerProblem() {
  if (process.platform === 'win32') return null;
  const [compiler] = compilerWords();
  if (spawnSync(compiler, ['--version']).status === 0) return null;
  return `error: no C++ compiler: ${compiler} can't be run; install g++ or clang++`;
}

/** True if a program that calls cblas_sgemm compiles and links; on Windows, if the file exists. */
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
