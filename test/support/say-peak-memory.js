'use strict';

// Preloaded into a process, prints its peak memory at its end, in kB. On Linux, getrusage includes the
// parent's memory at the fork; the kernel's own figure doesn't.
const { readFileSync, writeSync } = require('node:fs');

function peak() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
}

process.on('exit', () => writeSync(2, `\npeak memory: ${peak()} kB\n`));
