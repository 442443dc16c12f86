'use strict';

const { writeFileSync } = require('node:fs');
const path = require('node:path');

/**
 * Writes the module that src/files/package-facts.ts stands for, with what package.json says.
 *
 * @param {string} dist  the folder of the compiled package
 */
function writeFacts(dist) {
  const { version, devDependencies, peerDependencies } = require('../../package.json');
  const tested = Object.keys(peerDependencies).map((name) => [name, devDependencies[name]]);
  const facts = { version, devDependencies: Object.fromEntries(tested) };
  const assignments = Object.entries(facts).map(
    ([name, value]) => `exports.${name} = ${JSON.stringify(value)};\n`,
  );
  const file = path.join(dist, 'src', 'files', 'package-facts.js');
  writeFileSync(file, `"use strict";\n${assignments.join('')}`);
}

module.exports = { writeFacts };
