import { expect } from 'chai';
import path from 'node:path';
import { conclude } from '../../src/report';
import { originNames } from '../../src/report/results/origin-names';
import { readSources } from '../../src/report/sources';
import { finishRuns } from '../support/finished-runs';
import { temporaryFolder } from '../support/temporary-folder';

describe('originNames', () => {
  const cases: [files: string[], names: string[]][] = [
    [['results.json'], ['results']],
    [
      ['anna.json', 'hand-ins/ben.json'],
      ['anna', 'ben'],
    ],
    [
      ['anna/results.json', '/tmp/ben/results.json'],
      ['anna', 'ben'],
    ],
    [
      ['in/anna/runs/results.json', 'in/ben/runs/results.json'],
      ['anna', 'ben'],
    ],
    [
      ['anna/a.json', 'anna/b.json', 'ben/a.json'],
      ['anna/a.json', 'anna/b.json', 'ben/a.json'],
    ],
    [
      ['a.json', 'a.json'],
      ['a.json', 'a.json'],
    ],
  ];
  for (const [files, names] of cases) {
    it(`are ${names.join(', ')} of ${files.join(', ')}`, () => {
      expect(originNames(files)).to.deep.equal(names);
    });
  }
});

describe('the results of several students', () => {
  const folder = temporaryFolder();

  it('have their names wherever runs differ in nothing else', async () => {
    const { writeTo, results } = await finishRuns({ runs: [{}] });
    const files = ['anna', 'ben'].map((name) => path.join(folder(), name));
    for (const file of files) await writeTo(file);
    const { runs } = await readSources(
      files.map((file) => path.join(file, 'results.json')),
      () => undefined,
    );
    expect(runs.map(({ label }) => label.name)).to.satisfy(
      ([anna, ben]: string[]) => anna.endsWith(', anna') && ben.endsWith(', ben'),
    );
    const conclusions = conclude(
      runs.map(({ run }) => run),
      { classes: results.classes, validationSamples: 60, origins: runs.map(({ from }) => from) },
    );
    expect(JSON.stringify(conclusions)).to.include(', anna').and.not.include('(2)');
  });
});
