'use strict';

// The compiler reads declarations and does not emit them; the published types refer to this one.
const { copyFileSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
copyFileSync(path.join(root, 'binding.d.ts'), path.join(root, 'dist', 'binding.d.ts'));
