'use strict';

// Copies files that the compiler doesn't emit, and the compiled package needs: the types of the addon,
// to which the published types refer, the processes that draw, and the page's scripts and style sheets.
const { copyFileSync, mkdirSync, readdirSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const folders = ['src/report/figures/drawing', 'src/report/page/browser'];

const files = [
  'binding.d.ts',
  ...folders.flatMap((folder) =>
    readdirSync(path.join(root, folder))
      .filter((name) => /\.(js|css)$/.test(name))
      .map((name) => `${folder}/${name}`),
  ),
];

for (const file of files) {
  const target = path.join(root, 'dist', file);
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(path.join(root, file), target);
}
