import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GroupComparison, PathPrecision } from '../../src/checks';
import {
  gradientCheckTable,
  precisionTable,
  verdictRule,
  worstParameters,
  writeGradientCheck,
  type GradientCheckResults,
  type ReportedCheck,
} from '../../src/report';
import { textWidth } from '../../src/report/text/width';
import { expectPublishedForm } from '../support/published-form';
import { temporaryFolder } from '../support/temporary-folder';

const weights: GroupComparison = {
  name: 'weights',
  checked: 300,
  parameters: 30720,
  belowTolerance: 0.995,
  largestError: 1.346e-10,
  meanError: 2.5e-11,
  largestRelativeError: 2.19e-5,
  relativeErrorInNorm: 1.7e-10,
  worst: { index: [2, 1302], analytic: 0.113988971815, numerical: -0.113988971906 },
  passed: true,
};
const bias: GroupComparison = {
  ...weights,
  name: 'bias',
  checked: 10,
  parameters: 10,
  belowTolerance: 1,
  meanError: 0,
  worst: { index: [5], analytic: 0.0987781097747, numerical: 0.0987781097361 },
};
const check: ReportedCheck = {
  lambda: 0.1,
  passed: true,
  cost: 2.625,
  scheme: 'central',
  step: 1e-5,
  tolerance: 1e-6,
  epsilon: 1e-6,
  groups: [weights, bias],
  causes: [],
  seconds: 4.5,
};
const float32: PathPrecision = {
  backend: 'openblas',
  threads: 2,
  tileRows: 20,
  batchSize: 107,
  weights: 'large',
  relativeInNorm: 5.378e-8,
  largestRelativeError: 3.032e-5,
  passed: true,
};
const results: GradientCheckResults = {
  version: 1,
  backend: { name: 'js', reason: 'asked for', threads: 1, openblas: null },
  data: { source: 'the cache', files: [{ name: 'data_batch_1.bin', md5: '0'.repeat(32) }] },
  samples: 20,
  seed: 42,
  complete: true,
  passed: true,
  checks: [check],
  precision: { lambda: 1, paths: [float32], withoutOpenBlas: null },
};

/** The cells of a table's rows. */
function cells(table: string): string[][] {
  const rows = table.split('\n').filter((line) => line.includes('│'));
  return rows.map((row) =>
    row
      .split('│')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('gradientCheckTable', () => {
  it('has a row of weights and one of bias for each λ, errors with two decimals', () => {
    const [headings, ...rows] = cells(gradientCheckTable([check, { ...check, lambda: 1 }]));
    expect(headings.slice(0, 6)).to.deep.equal([
      'λ',
      '',
      'checked',
      'below 1e-6',
      'largest error',
      'mean error',
    ]);
    expect(headings[6]).to.equal('relative');
    expect(rows).to.deep.equal([
      ['0.1', 'weights', '300', '99.50 %', '1.35e-10', '2.50e-11', '2.19e-5'],
      ['0.1', 'bias', '10', '100.00 %', '1.35e-10', '0', '2.19e-5'],
      ['1', 'weights', '300', '99.50 %', '1.35e-10', '2.50e-11', '2.19e-5'],
      ['1', 'bias', '10', '100.00 %', '1.35e-10', '0', '2.19e-5'],
    ]);
  });

  it('has room on 80 columns, its headings unbroken', () => {
    const widths = gradientCheckTable([check]).split('\n').map(textWidth);
    expect(Math.max(...widths)).to.be.at.most(80);
  });

  it('names the tolerance in use', () => {
    const [headings] = cells(gradientCheckTable([{ ...check, tolerance: 2.5e-8 }]));
    expect(headings[3]).to.equal('below 2.5e-8');
  });

  it('shows an error that is not finite', () => {
    const broken = { ...weights, largestError: Infinity, meanError: NaN };
    const [, row] = cells(gradientCheckTable([{ ...check, groups: [broken] }]));
    expect(row.slice(4, 6)).to.deep.equal(['Infinity', 'NaN']);
  });
});

describe('verdictRule', () => {
  const float64 = 'each |gₐ − gₙ| is below 1e-6';

  it('says which errors are within which tolerance, of each check', () => {
    expect(verdictRule(results))
      .to.include(float64)
      .and.match(/float32.*‖g₃₂ − g₆₄‖ \/ ‖g₆₄‖ is at most 1e-5/);
  });

  it('leaves out the float32 check where it was stopped before, and names the tolerance in use', () => {
    const stopped = { ...results, precision: null };
    expect(verdictRule(stopped)).to.include(float64).and.not.include('float32');
    const strict = { ...stopped, checks: [{ ...check, tolerance: 1e-14 }] };
    expect(verdictRule(strict)).to.include('below 1e-14');
  });
});

describe('worstParameters', () => {
  it("has each kind's place and both derivatives, a line each", () => {
    const lines = worstParameters([check]).split('\n');
    expect(lines).to.have.length(2);
    expect(lines[0]).to.match(
      /λ 0\.1.*weights: class 2, feature 1302, analytic 0\.11398897181\d*, numerical -0\.1139889719/,
    );
    expect(lines[1]).to.match(
      /bias: class 5, analytic 0\.098778109774\d*, numerical 0\.0987781097/,
    );
  });
});

describe('precisionTable', () => {
  it('has a row for each path', () => {
    const [, ...rows] = cells(precisionTable([float32, { ...float32, backend: 'js', threads: 1 }]));
    expect(rows).to.deep.equal([
      ['openblas', '2', '20', '107', 'large', '5.38e-8', '3.03e-5'],
      ['js', '1', '20', '107', 'large', '5.38e-8', '3.03e-5'],
    ]);
  });
});

describe("the gradient check's file", () => {
  const folder = temporaryFolder();
  const file = () => path.join(folder(), 'check.json');

  function written(content: GradientCheckResults): unknown {
    writeGradientCheck(file(), content);
    return JSON.parse(readFileSync(file(), 'utf8'));
  }

  it('has the published form, and everything that was found', () => {
    const content = written(results);
    expectPublishedForm('gradient-check', content);
    expect(content).to.deep.equal(results);
  });

  it('writes errors that are not finite as strings, of the published form', () => {
    const broken = { ...weights, largestError: Infinity, relativeErrorInNorm: NaN, passed: false };
    const content = written({ ...results, checks: [{ ...check, groups: [broken] }] });
    expectPublishedForm('gradient-check', content);
    expect(content).to.have.nested.property('checks[0].groups[0].largestError', 'Infinity');
    expect(content).to.have.nested.property('checks[0].groups[0].relativeErrorInNorm', 'NaN');
  });

  it('holds a check that was stopped', () => {
    const stopped = { ...results, complete: false, checks: [], precision: null };
    expectPublishedForm('gradient-check', written(stopped));
  });

  it('is not written where it would have another form', () => {
    const wrong: object[] = [
      { version: 2 },
      { extra: 1 },
      { samples: 0 },
      { checks: [{ ...check, lambda: -1 }] },
      { checks: [{ ...check, groups: [{ ...weights, belowTolerance: 99.5 }] }] },
      {
        precision: { lambda: 1, paths: [{ ...float32, weights: 'small' }], withoutOpenBlas: null },
      },
    ];
    for (const change of wrong) {
      const content = { ...results, ...change };
      expect(() => writeGradientCheck(file(), content), JSON.stringify(change)).to.throw();
      expect(existsSync(file())).to.equal(false);
    }
  });
});
