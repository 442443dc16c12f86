'use strict';

const { spawnSync } = require('node:child_process');

/** Why an addon can't be loaded, in a line; null if it can. Tries it in a separate process. */
function loadError(file) {
  const result = spawnSync(process.execPath, ['-e', 'require(process.argv[1])', file], {
    encoding: 'utf8',
  });
  if (result.status === 0) return null;
  const said = result.stderr.split('\n').find((line) => line.startsWith('Error: '));
  return said ?? result.signal ?? result.stderr;
}

module.exports = { loadError };
