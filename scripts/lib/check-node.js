'use strict';

const { engines } = require('../../package.json');

/** Null if this Node is new enough for package.json's `engines.node`, else what to do. */
function nodeComplaint(version) {
  const wanted = engines.node.replace('>=', '');
  const numbers = (text) => text.split('.').map(Number);
  const [major, minor] = numbers(version);
  const [wantedMajor, wantedMinor] = numbers(wanted);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return null;
  return `Node.js: expected ${wanted} or newer, got ${version}; install one from https://nodejs.org`;
}

module.exports = { nodeComplaint };
