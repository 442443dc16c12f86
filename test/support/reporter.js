'use strict';

const { reporters, Runner } = require('mocha');
const { EVENT_HOOK_END, EVENT_RUN_END, EVENT_TEST_END } = Runner.constants;

const COUNT = 20;

/** Mocha's usual reporter; in CI it ends with the slowest tests and set-ups of suites. */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    if (process.env.CI === undefined) return;
    const timed = [];
    for (const event of [EVENT_TEST_END, EVENT_HOOK_END]) {
      runner.on(event, (one) => timed.push([one.duration ?? 0, one.titlePath().join(' › ')]));
    }
    runner.once(EVENT_RUN_END, () => {
      const slowest = timed.sort(([a], [b]) => b - a).slice(0, COUNT);
      console.log(`The ${slowest.length} slowest, in seconds:`);
      for (const [ms, title] of slowest) {
        console.log(`${(ms / 1000).toFixed(1).padStart(7)}  ${title}`);
      }
    });
  }
};
