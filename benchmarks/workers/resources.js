'use strict';

// Preloaded into a command, writes what it used to a file when it ends: the peak of its resident memory in
// bytes, and the seconds of all processors.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = { peakMemory: 1024 * maxRSS, processorSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  writeFileSync(process.env.ONELAYER_BENCH_RESOURCES, JSON.stringify(used));
});
