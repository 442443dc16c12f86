'use strict';

// Finishes what the compiler wrote to dist/: copies files that it doesn't emit, lets the index of a room
// load a module when an export of it is first used, so that a command loads what it needs alone, and
// tells the package its own version.
const { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { writeFacts } = require('./lib/write-facts');

const root = path.join(__dirname, '..');
const dist = path.join(root, 'dist');

/**
 * The types of the addon, which the published types name, what draws the figures and the page, and what
 * runs code of the user's own.
 */
function copyAssets() {
  const folders = [
    'src/report/figures/drawing',
    'src/report/page/browser',
    'src/live/page/browser',
    'src/live/beside',
    'src/exercise/host',
  ];
  const files = [
    'binding.d.ts',
    'mpi-binding.d.ts',
    ...folders.flatMap((folder) =>
      readdirSync(path.join(root, folder))
        .filter((name) => /\.(js|css|py)$/.test(name))
        .map((name) => `${folder}/${name}`),
    ),
  ];
  for (const file of files) {
    const target = path.join(dist, file);
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(path.join(root, file), target);
  }
}

const REQUIRE = /^var (\w+) = require\(("[^"]+")\);$/gm;

/**
 * Makes an index lazy: in `var m = require("./m")`, followed by getters that return `m.x`, m becomes an
 * object whose getters put the module in its place. Leaves modules that the index uses otherwise. What
 * other modules see, and what Node finds for `import`, is as the compiler wrote it.
 */
function withLazyExports(javascript) {
  return [...javascript.matchAll(REQUIRE)].reduce((text, [line, name, file]) => {
    const exported = [...text.matchAll(new RegExp(`\\{ return ${name}\\.(\\w+); \\}`, 'g'))];
    const uses = [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length - 1;
    if (uses !== exported.length) return text;
    const getters = exported.map(
      ([, own]) => `get ${own}() { return (${name} = require(${file})).${own}; }`,
    );
    return text.replace(line, `var ${name} = { ${getters.join(', ')} };`);
  }, javascript);
}

function indexes(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => path.basename(name) === 'index.js')
    .map((name) => path.join(folder, name));
}

copyAssets();
writeFacts(dist);
for (const file of indexes(path.join(dist, 'src'))) {
  writeFileSync(file, withLazyExports(readFileSync(file, 'utf8')));
}
