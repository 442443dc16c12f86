'use strict';

// Preloaded into a process that has a channel to its parent, says after a collection how much memory
// there is, in bytes, when the parent asks for it. For `node --expose-gc`.
process.on('message', () => {
  globalThis.gc();
  globalThis.gc();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ rss, used: heapUsed + external });
});
process.channel.unref();
