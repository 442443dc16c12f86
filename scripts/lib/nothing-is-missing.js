'use strict';

const path = require('node:path');
const { addonIsCurrent } = require('../build-native');
const { missingPackages } = require('./dependencies');

/** True if the dependencies are installed, and the addon is built from the present sources. */
function nothingIsMissing() {
  return missingPackages(path.join(__dirname, '../..')).length === 0 && addonIsCurrent();
}

module.exports = { nothingIsMissing };
