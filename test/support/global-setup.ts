import { compileCommands } from './compiled';

/** Mocha calls this once, before it starts any test. */
export const mochaGlobalSetup = compileCommands;
