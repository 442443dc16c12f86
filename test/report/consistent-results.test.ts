import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Results } from '../../src/report';
import { readResultsFile } from '../../src/report/storage/read-results';
import { finishRuns } from '../support/finished-runs';
import { temporaryFolder } from '../support/temporary-folder';

type Writable<Tree> = { -readonly [Key in keyof Tree]: Writable<NonNullable<Tree[Key]>> };
type Change = (results: Writable<Results>) => unknown;

/** What somebody changed, and the place where the file then contradicts itself. */
const CHANGES: readonly [place: string, change: Change][] = [
  ['runs[0].test.accuracy: expected 0.', ({ runs }) => (runs[0].test.accuracy -= 1 / 60)],
  ['runs[1].test.accuracy: expected', ({ runs }) => (runs[1].test.accuracy = 0.123)],
  ['runs[0].test.cost: expected', ({ runs }) => (runs[0].test.cost += 0.01)],
  ['runs[1].test.cost: expected', ({ runs }) => (runs[1].test.loss -= 0.01)],
  ['runs[1].test.cost: expected', ({ runs }) => (runs[1].analysis.weights.norm *= 1.1)],
  ['runs[1].analysis.weights.norm', ({ runs }) => (runs[1].analysis.weights.largest *= 1e3)],
  ['runs[0].history: expected 6 epochs', ({ runs }) => runs[0].history.pop()],
  ['runs[0].configuration', ({ runs }) => (runs[0].configuration = 4)],
  ['runs[1].history[2].train.accuracy', ({ runs }) => (runs[1].history[2].train.accuracy = 0.777)],
  [
    'runs[0].history[5].validation.accuracy',
    ({ runs }) => (runs[0].history[5].validation.accuracy += 0.001),
  ],
  ['runs[0].history[1].train.cost', ({ runs }) => (runs[0].history[1].train.cost += 0.1)],
  ['runs[1].history[1].train.cost', ({ runs }) => (runs[1].history[1].train.cost = 0.1)],
  ['runs[1].history[1].validation.cost', ({ runs }) => (runs[1].history[1].train.loss -= 0.1)],
  ['runs[1].history[3].outputs.predicted', ({ runs }) => runs[1].history[3].outputs.predicted[0]++],
  ['runs[0].test.accuracy: expected', ({ samples }) => (samples.test = 61)],
  ['runs[0].history[0].outputs.predicted', ({ samples }) => (samples.training = 91)],
  ['runs[0].analysis.confusion: expected', ({ runs }) => runs[0].analysis.confusion[0][1]++],
  ['runs[0].analysis.classes[0].samples', ({ runs }) => runs[0].analysis.classes[0].samples++],
  ['runs[0].analysis.classes[1].predicted', ({ runs }) => runs[0].analysis.classes[1].predicted--],
  ['runs[0].analysis.classes[2].recall', ({ runs }) => (runs[0].analysis.classes[2].recall = 0.99)],
  ['classes[2].precision', ({ runs }) => (runs[1].analysis.classes[2].precision = 0.01)],
  ['runs[0].analysis.trueClass', ({ runs }) => (runs[0].analysis.trueClass[3].right += 60)],
  [
    'analysis.calibration.bins',
    ({ runs }) => runs[0].analysis.calibration.bins.find(({ samples }) => samples > 0)!.samples++,
  ],
  ['calibration.expectedError', ({ runs }) => (runs[0].analysis.calibration.expectedError = 0)],
  ['calibration.confidence', ({ runs }) => (runs[0].analysis.calibration.confidence = 0.9)],
  ['hits: expected the most confident', ({ runs }) => runs[0].analysis.examples[0].hits.reverse()],
  [
    'hits[1].sample: expected a sample that is named once',
    ({ runs: [{ analysis }] }) =>
      (analysis.examples[0].hits[1].sample = analysis.examples[0].hits[0].sample),
  ],
  [
    'examples[0].hits[0].trueProbability',
    ({ runs }) => (runs[0].analysis.examples[0].hits[0].trueProbability /= 2),
  ],
  [
    'gradientCheck.checks[0].passed',
    ({ gradientCheck }) => (gradientCheck.checks[0].passed = false),
  ],
  [
    'gradientCheck.checks[0].groups[0].largestError',
    ({ gradientCheck }) => (gradientCheck.checks[0].groups[0].largestError = 1e-3),
  ],
  [
    'groups[1].meanError',
    ({ gradientCheck }) => (gradientCheck.checks[0].groups[1].meanError = 1e-3),
  ],
];

describe('a results file that somebody changed is refused', () => {
  const folder = temporaryFolder();
  let results: Results;

  before('train', async () => {
    ({ results } = await finishRuns());
  });

  for (const [i, [place, change]] of CHANGES.entries()) {
    it(`${i + 1}: ${place}`, () => {
      const copy = JSON.parse(JSON.stringify(results)) as Writable<Results>;
      change(copy);
      const file = path.join(folder(), 'results.json');
      writeFileSync(file, JSON.stringify(copy));
      expect(() => readResultsFile(file)).to.throw(place);
    });
  }

  it('by its best epoch, where it stopped early', async () => {
    const earlyStopping = { metric: 'loss', patience: 3 } as const;
    const { results: early, writeTo } = await finishRuns({ runs: [{ earlyStopping }] });
    const file = await writeTo(folder());
    readResultsFile(file);
    const [run] = early.runs;
    const other = { ...early, runs: [{ ...run, bestEpoch: run.bestEpoch === 1 ? 2 : 1 }] };
    writeFileSync(file, JSON.stringify(other));
    expect(() => readResultsFile(file)).to.throw('runs[0].bestEpoch: expected');
  });

  it('but not one of a training that diverged before any epoch was the best', async () => {
    const diverging = { eta: 1e38, lambda: 1e10, earlyStopping: { patience: 3 } };
    const { results: diverged, writeTo } = await finishRuns({ runs: [diverging] });
    expect(diverged.runs[0]).to.include({ bestEpoch: null });
    readResultsFile(await writeTo(folder()));
  });
});
