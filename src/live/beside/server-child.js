'use strict';

// The process of a training's live page, started by server-process.ts: the server is another program
// than the training, which goes on whatever becomes of it.
const { existsSync } = require('node:fs');
const path = require('node:path');

// In a checkout, the sources are TypeScript.
if (existsSync(path.join(__dirname, 'serve-beside.ts'))) {
  require('../../../scripts/run-typescript.js');
}
require('./serve-beside').serveBeside();
