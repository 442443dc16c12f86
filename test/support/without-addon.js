'use strict';

// Simulates a machine on which the addon can't be loaded.
const { dlopen } = process;
process.dlopen = (module, file, ...flags) => {
  if (file.endsWith('onelayer.node')) throw new Error('taken away by a test');
  return dlopen.call(process, module, file, ...flags);
};
