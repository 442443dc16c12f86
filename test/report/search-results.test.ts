import Ajv2020 from 'ajv/dist/2020';
import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Results } from '../../src/report';
import { readResultsFile } from '../../src/report/storage/read-results';
import type { SearchResults } from '../../src/search';
import { finishRuns } from '../support/finished-runs';
import { searchOf, trialOf } from '../support/search-results';
import { temporaryFolder } from '../support/temporary-folder';

type Writable<Tree> = { -readonly [Key in keyof Tree]: Writable<NonNullable<Tree[Key]>> };

const SCHEMA_FILE = path.join(__dirname, '../../schemas/results.schema.json');

const sweep = searchOf(
  [
    trialOf({ lambda: 1, eta: 0.01 }, [300, 402]),
    trialOf({ lambda: 0.1, eta: 0.01 }, [301, 410], { gap: 1e-7 }),
    trialOf({ lambda: 0.01, eta: 0.1, schedule: { kind: 'cosine' } }, [200]),
    trialOf({ lambda: 0.01, eta: 1 }, [], { failure: 'its cost is not finite after epoch 2' }),
  ],
  ['lambda', 'eta', 'schedule'],
  { rule: 'one-standard-error' },
);

const ofFolds: SearchResults = {
  ...sweep,
  validation: { folds: 3, samples: 1000 },
};

const CHANGES: readonly [
  place: string,
  change: (search: Writable<SearchResults>) => unknown,
  of?: SearchResults,
][] = [
  ['search.best: expected 1', (search) => (search.best = 0)],
  ['search.chosen: expected 0, by the rule one-standard-error', (search) => (search.chosen = 1)],
  ['search.chosen: expected 1', (search) => (search.rule = 'best')],
  ['search.atEdge: expected eta, lambda', (search) => (search.atEdge = ['eta'])],
  ['search.best: expected 0', ({ trials }) => (trials[1].failure = 'none')],
  ['search.trials[2].number', ({ trials }) => (trials[2].number = 5)],
  ['search.trials[3].rungs: expected at least one', ({ trials }) => (trials[3].failure = null!)],
  ['search.trials[1].rungs[1].epochs', ({ trials }) => (trials[1].rungs[1].epochs = 4)],
  ['search.trials[0].rungs[1].validation.accuracy', (search) => (scored(search).accuracy += 2e-4)],
  ['search.trials[0].rungs[1].validation.standardError', (s) => (scored(s).standardError *= 2)],
  ['validation.standardError: expected at most', (s) => (scored(s).standardError = 0.4), ofFolds],
  [
    'search.trials[1].settings: expected those of the first trial, but for the settings in varied, got another momentum',
    ({ trials }) => (trials[1].settings.momentum = 0.9),
  ],
];

const scored = ({ trials }: Writable<SearchResults>) => trials[0].rungs[1].validation;

describe('a results file with a search', () => {
  const folder = temporaryFolder();
  let results: Results;

  before('train', async () => {
    ({ results } = await finishRuns({ runs: [{}] }));
  });

  function written(search: unknown): string {
    const file = path.join(folder(), 'results.json');
    writeFileSync(file, JSON.stringify({ ...results, search }));
    return file;
  }

  it('is read as it was written, and has the published form', () => {
    const isValid = new Ajv2020().compile(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as object);
    for (const search of [sweep, ofFolds, searchOf([], ['eta'])]) {
      const { content } = readResultsFile(written(search));
      expect((content as Results).search).to.deep.equal(search);
      expect(isValid({ ...results, search }), JSON.stringify(isValid.errors)).to.equal(true);
    }
  });

  it('may have a loss that is not finite, but no score out of range, nor an unknown setting', () => {
    const [first, ...others] = sweep.trials;
    const [early, last] = first.rungs;
    const withScore = (changes: object): object => {
      const validation = { ...last.validation, ...changes };
      return {
        ...sweep,
        trials: [{ ...first, rungs: [early, { ...last, validation }] }, ...others],
      };
    };
    readResultsFile(written(withScore({ loss: 'Infinity' })));
    const refused = (search: object, place: string) =>
      expect(() => readResultsFile(written(search))).to.throw(place);
    refused(withScore({ accuracy: 40.2 }), 'search.trials[0].rungs[1].validation.accuracy');
    refused(withScore({ standardError: -1 }), 'search.trials[0].rungs[1].validation.standardError');
    refused({ ...sweep, varied: ['alpha'] }, 'search.varied[0]');
    refused({ ...sweep, validation: { folds: 1, samples: 5 } }, 'search.validation.folds');
  });

  for (const [place, change, of = sweep] of CHANGES) {
    it(`is refused if somebody changed it: ${place}`, () => {
      const copy = JSON.parse(JSON.stringify(of)) as Writable<SearchResults>;
      change(copy);
      expect(() => readResultsFile(written(copy))).to.throw(place);
    });
  }
});
