import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import * as sources from '../../src';
import { compilePackage } from '../support/compiled-package';

const ROOT = path.join(__dirname, '../..');

/** Runs a script in the checkout, with the compiled package. */
function run(script: string, ...options: string[]): unknown {
  const output = execFileSync(process.execPath, [...options, '-e', script], { cwd: ROOT });
  return JSON.parse(output.toString());
}

const LOADED = `Object.keys(require.cache).map((file) => require('node:path').basename(file))`;

describe('the compiled package', function () {
  this.timeout(120_000);
  before('compile', compilePackage);

  it('loads a module when an export of it is first used, and once', () => {
    const script = `
      const onelayer = require('./dist/src');
      const before = ${LOADED};
      const { loadCsv } = onelayer;
      console.log(JSON.stringify({ before, after: ${LOADED}, isSame: loadCsv === onelayer.loadCsv }));`;
    const { before, after, isSame } = run(script) as Record<'before' | 'after', string[]> & {
      isSame: boolean;
    };
    expect(before).to.have.length.within(1, 40);
    expect(before).not.to.include('load-csv.js');
    expect(after).to.include('load-csv.js');
    expect(isSame).to.equal(true);
  });

  it('has the exports of the sources, by name in ES modules too', () => {
    const names = Object.keys(sources).toSorted();
    const script = `
      import * as onelayer from './dist/src/index.js';
      console.log(JSON.stringify(Object.keys(onelayer)));`;
    const exported = run(script, '--input-type=module') as string[];
    const added = ['default', 'module.exports', '__esModule'];
    expect(exported.filter((name) => !added.includes(name)).toSorted()).to.deep.equal(names);
    const values = `
      const onelayer = require('./dist/src');
      console.log(JSON.stringify(Object.keys(onelayer).filter((key) => onelayer[key] === undefined)));`;
    expect(run(values)).to.deep.equal([]);
  });
});
