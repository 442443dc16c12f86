'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** The path of an executable on `environment.PATH`, or null. */
function findExecutable(name, environment) {
  for (const folder of (environment.PATH ?? '').split(path.delimiter)) {
    if (folder === '') continue;
    const candidate = path.join(folder, name);
    try {
      fs.accessSync(candidate, fs.constants.X_OK);
      if (fs.statSync(candidate).isFile()) return candidate;
    } catch {
      // Not here: look in the next folder.
    }
  }
  return null;
}

module.exports = { findExecutable };
