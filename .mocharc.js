'use strict';

const { availableParallelism } = require('node:os');

// Commands in tests are as a shell calls them, even if npx runs the tests.
delete process.env.npm_lifecycle_event;

/**
 * By default the quick tests run, files side by side. What takes long is in `*.long.ts`; what measures
 * time or memory, and therefore wants the machine to itself, in `*.alone.ts`: `npm run test:all`.
 */
module.exports = {
  require: ['./scripts/run-typescript.js'],
  reporter: './test/support/reporter.js',
  extension: ['test.ts'],
  recursive: true,
  parallel: true,
  jobs: Math.max(2, availableParallelism()),
  timeout: 60_000,
};
