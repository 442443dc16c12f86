'use strict';

// Preloaded into a command, writes the peak of its resident memory, in bytes, to a file when it ends.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const bytes = 1024 * process.resourceUsage().maxRSS;
  writeFileSync(process.env.ONELAYER_BENCH_PEAK_MEMORY, String(bytes));
});
