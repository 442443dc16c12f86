import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../../src/checks';
import { countFindings, findingText } from '../../src/report';
import { jsonSchemas } from '../../src/report/forms/json-schemas';

const finding: Finding = {
  check: 'oscillation',
  area: 'learning rate',
  verdict: 'warning',
  seen: 'the cost goes up and down',
  meaning: 'steps overshoot',
  advice: 'take smaller ones',
  figures: {},
};

describe('a finding in the terminal', () => {
  it('has three lines: what was seen, what it means, what to do', () => {
    expect(findingText(finding).split('\n')).to.deep.equal([
      'WARNING learning rate (oscillation): the cost goes up and down',
      '        steps overshoot',
      '        what to do: take smaller ones',
    ]);
  });

  it('has one where it passed, and two where nothing is to be done', () => {
    const passed = findingText({ ...finding, verdict: 'passed', advice: null });
    expect(passed).to.equal('ok      learning rate (oscillation): the cost goes up and down');
    const skipped = findingText({ ...finding, verdict: 'skipped', advice: null });
    expect(skipped.split('\n')).to.have.length(2);
  });

  it('is counted by its verdict', () => {
    const verdicts = ['passed', 'passed', 'warning', 'failed', 'skipped'] as const;
    const findings = verdicts.map((verdict) => ({ ...finding, verdict }));
    expect(countFindings(findings)).to.equal('2 passed, 1 warning, 1 failed, 1 skipped');
    expect(countFindings([])).to.equal('0 passed, 0 warnings, 0 failed');
  });
});

describe('the published forms', () => {
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    it(`${name}: its file is what \`npm run schema\` writes`, () => {
      const file = path.join(__dirname, `../../schemas/${name}.schema.json`);
      const published = JSON.parse(readFileSync(file, 'utf8')) as unknown;
      expect(published).to.deep.equal(JSON.parse(JSON.stringify(schema)));
    });
  }
});
