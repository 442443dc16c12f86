'use strict';

/**
 * Builds the addon with CMake alone, and the variables that cmake-js would set: an installed package
 * does without cmake-js, which would be a quarter of the installation. Not for Windows, where cmake-js
 * finds the compiler too.
 *
 *     node scripts/lib/cmake-build.js build --directory ROOT --out FOLDER
 */

const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { include_dir: nodeApi } = require('node-api-headers');
const { include_dir: nodeAddonApi } = require('node-addon-api');

const [, , , , root, , out] = process.argv;

function cmake(args) {
  const { status, error } = spawnSync('cmake', args, { cwd: root, stdio: 'inherit' });
  if (error) console.error(`error: cmake can't be run: ${error.message}`);
  if (status !== 0) process.exit(1);
}

const variables = {
  CMAKE_BUILD_TYPE: 'Release',
  CMAKE_LIBRARY_OUTPUT_DIRECTORY: path.join(out, 'Release'),
  CMAKE_JS_INC: [nodeApi, path.resolve(nodeAddonApi)].join(';'),
  ONELAYER_BUILDER: 'cmake',
};
const definitions = Object.entries(variables).map(([name, value]) => `-D${name}=${value}`);
cmake(['-S', root, '-B', out, '--no-warn-unused-cli', ...definitions]);
cmake(['--build', out, '--config', 'Release', '--parallel']);
