'use strict';

// Preloaded into a process, says at its end how much memory it had at most, in kB. What getrusage
// tells includes the parent's memory at the fork on Linux; the kernel's own figure doesn't.
const { readFileSync, writeSync } = require('node:fs');

function peak() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
}

process.on('exit', () => writeSync(2, `\npeak memory: ${peak()} kB\n`));
