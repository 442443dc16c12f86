'use strict';

// Preloaded into a process that has a channel to its parent, says after a collection how much memory
// there is, in bytes, when the parent asks for it. For `node --expose-gc`.
const { setTimeout: sleep } = require('node:timers/promises');

process.on('message', async () => {
  globalThis.gc();
  // Arrays outside of the heap are let go of somewhat later.
  await sleep(100);
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ rss, used: heapUsed + external });
});
process.channel.unref();
