import { expect } from 'chai';
import { reportedAccuracy, type DataReport, type ReportedRun } from '../../src/report';
import { runOf } from '../support/reported-run';
import { ALL_DATA, ASSIGNMENT_DATA } from '../support/used-data';

describe("the assignment report's accuracy beside a run", () => {
  const reported = (data: DataReport, configuration: number | null = 2) =>
    reportedAccuracy(runOf({ costs: [2] }, { configuration }), data);
  const { source, files } = ASSIGNMENT_DATA;

  it("is that of its configuration, on the assignment's own data", () => {
    const stated = [1, 2, 3, 4, null].map((number) => reported(ASSIGNMENT_DATA, number));
    expect(stated).to.deep.equal([0.2727, 0.3589, 0.3763, 0.367, null]);
    expect(reported({ source: 'elsewhere', files: files.toReversed() })).to.equal(0.3589);
  });

  it('is none beside other settings that matter, of what the report trained with', () => {
    const beside = (changes: Partial<ReportedRun>) =>
      reportedAccuracy(runOf({ costs: [2] }, changes), ASSIGNMENT_DATA);
    const others: Partial<ReportedRun>[] = [
      { epochs: 200 },
      { batchSize: 64 },
      { shuffle: false },
      { momentum: 0.9 },
    ];
    expect(others.map(beside)).to.deep.equal(others.map(() => null));
    expect(beside({ seed: 7, dtype: 'float64', momentum: 0 })).to.equal(0.3589);
  });

  it('is none on other data', () => {
    expect(reported(ALL_DATA)).to.equal(null);
    expect(reported({ source, files: files.slice(1) })).to.equal(null);
    expect(reported({ source, files: [] })).to.equal(null);
    const renamed = files.map(({ name }) => ({ name, md5: '0'.repeat(32) }));
    expect(reported({ source, files: renamed })).to.equal(null);
  });
});
