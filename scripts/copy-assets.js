'use strict';

// What the compiler reads or leaves alone, and the compiled package needs: the types of the addon,
// which the published types refer to, the process that draws PNGs, and the page's own scripts and
// style sheet.
const { copyFileSync, mkdirSync, readdirSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const page = 'src/report/page/browser';
const pageFiles = readdirSync(path.join(root, page)).filter((name) => /\.(js|css)$/.test(name));

const files = [
  'binding.d.ts',
  'src/report/figures/render-png.js',
  ...pageFiles.map((name) => `${page}/${name}`),
];

for (const file of files) {
  const target = path.join(root, 'dist', file);
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(path.join(root, file), target);
}
