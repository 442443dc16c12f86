import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { describeWithAddon } from '../support/addon';
import { ROOT } from '../support/run-typescript';

/** The tests of what the loops compute, to the bit. */
const TESTS = [
  'test/model',
  'test/backend/model-scores.test.ts',
  'test/backend/prepared-passes.test.ts',
];

const MOCHA = require.resolve('mocha/bin/mocha.js');

describeWithAddon('each other instruction set of this processor', function (addon) {
  const { instructions: own, availableInstructions } = addon.buildInformation();

  for (const instructions of availableInstructions.filter((name) => name !== own)) {
    it(`passes the tests of this one: ${instructions}`, () => {
      const env = { ...process.env, ONELAYER_INSTRUCTIONS: instructions, ONELAYER_TESTS: '' };
      const args = [MOCHA, '--no-parallel', '--extension', 'test.ts', ...TESTS];
      const { status, stdout } = spawnSync(process.execPath, args, {
        cwd: ROOT,
        env,
        encoding: 'utf8',
      });
      expect(status, stdout).to.equal(0);
      expect(stdout).to.match(/\d{2,} passing/);
    });
  }
});
