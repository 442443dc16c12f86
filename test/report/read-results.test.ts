import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { OnelayerError } from '../../src/errors';
import { withDigest, writeGradientCheck, writeResults, type Results } from '../../src/report';
import { readResultsFile } from '../../src/report/storage/read-results';
import { finishedCheck, finishRuns } from '../support/finished-runs';
import { temporaryFolder } from '../support/temporary-folder';

type Tree = Record<string, unknown>;

/** A place, what is put there, and what is told of it. */
type Wrong = readonly [place: string, value: unknown, told: string];

/** The keys of a place such as `runs[0].eta`. */
const keysOf = (place: string): string[] => place.split(/[.[\]]+/).filter((key) => key !== '');

describe('readResultsFile', () => {
  const folder = temporaryFolder();
  const at = (...names: string[]): string => path.join(folder(), ...names);
  let results: Results;
  let json: string;

  before('train', async () => {
    ({ results } = await finishRuns());
    json = JSON.stringify(results);
  });

  /** The results as JSON with another value somewhere; undefined takes out what is there. */
  function changed(place: string, value: unknown): string {
    const copy = JSON.parse(json) as Tree;
    const keys = keysOf(place);
    const parent = keys.slice(0, -1).reduce((tree, key) => tree[key] as Tree, copy);
    parent[keys.at(-1)!] = value;
    return JSON.stringify(copy);
  }

  /** The message, in one line and without the file's name in front, of the refusal of a file. */
  function refusal(file: string): string {
    try {
      readResultsFile(file);
    } catch (error) {
      expect(error).to.be.instanceOf(OnelayerError).and.include({ code: 'FILE_INVALID' });
      const { message } = error as OnelayerError;
      expect(message.startsWith(`${file}: `), message).to.equal(true);
      expect(message).to.not.include('\n');
      return message.slice(file.length + 2);
    }
    throw new Error('it was read');
  }

  function refusalOf(content: string | Uint8Array): string {
    writeFileSync(at('results.json'), content);
    return refusal(at('results.json'));
  }

  describe('gives back what was written', () => {
    function read(content: Results): unknown {
      writeResults(at('results.json'), content);
      return readResultsFile(at('results.json'));
    }

    it('of finished runs', () => {
      expect(read(results)).to.deep.equal({ kind: 'results', content: withDigest(results) });
    });

    it('of an interrupted run, and of samples that are no images', async () => {
      const wishes = { image: null, runs: [{ interrupted: true }] };
      const { results: stopped } = await finishRuns(wishes);
      expect(stopped.runs[0].history).to.have.length(3);
      expect(stopped.runs[0]).to.include({ test: null, analysis: null, folder: null });
      expect(read(stopped)).to.deep.equal({ kind: 'results', content: withDigest(stopped) });
    });

    it('of numbers that are not finite, and of texts that look like them', () => {
      const [run] = results.runs;
      const [finding] = results.findings!;
      const test = { ...run.test!, loss: NaN, cost: Infinity };
      const [first, ...others] = run.history;
      const history = [{ ...first, updateRatio: -Infinity }, ...others];
      const figures = { NaN: NaN, loss: -Infinity };
      const odd: Results = {
        ...results,
        classes: ['NaN', 'Infinity', '-Infinity'],
        findings: [{ ...finding, seen: 'NaN', figures }],
        runs: [{ ...run, history, test }],
      };
      expect(read(odd)).to.deep.equal({ kind: 'results', content: withDigest(odd) });
    });

    it('of a gradient check, told apart from results', async () => {
      const check = { ...(await finishedCheck()), complete: false };
      writeGradientCheck(at('check.json'), check);
      const read = readResultsFile(at('check.json'));
      expect(read).to.deep.equal({ kind: 'gradient check', content: check });
    });
  });

  describe('refuses what can’t be read', () => {
    const cases: [string, () => string, string][] = [
      ['a file that is missing', () => at('no.json'), 'does not exist'],
      ['a folder', () => folder(), 'it is a folder'],
      ['a path through a file', () => at('file', 'results.json'), 'part of its path is a file'],
    ];
    for (const [title, file, message] of cases) {
      it(title, () => {
        writeFileSync(at('file'), '');
        expect(refusal(file())).to.include(message);
      });
    }
  });

  describe('refuses what isn’t JSON', () => {
    const cases: [string, () => string | Uint8Array][] = [
      ['nothing', () => ''],
      ['text', () => 'epoch 1: loss 1.97'],
      ['results that were cut off', () => json.slice(0, json.length / 2)],
      ['results twice', () => json + json],
      ['NaN without quotes', () => json.replace('"eta":0.001', '"eta":NaN')],
    ];
    for (const [title, content] of cases) {
      it(title, () => expect(refusalOf(content())).to.match(/^it is not JSON: ./));
    }

    const named: [string, string | Uint8Array, RegExp][] = [
      ['a page', '<!doctype html>', /^expected the results of a training .*, got an HTML page/],
      ['a model', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 123, 34), /, got a safetensors file$/],
    ];
    for (const [title, content, message] of named) {
      it(`but ${title}, which it names`, () => expect(refusalOf(content)).to.match(message));
    }
  });

  describe('refuses the JSON of something else', () => {
    const cases = ['null', '2', '"runs"', '[]', '[{"version":2,"runs":[]}]', '{}', '{"runs":[]}'];
    cases.push('{"name":"onelayer","version":"0.1.0","scripts":{}}');
    for (const content of cases) {
      it(content, () => {
        expect(refusalOf(content)).to.match(/^expected the results of a training.*other JSON$/);
      });
    }

    it('a gradient check without its fields', () => {
      expect(refusalOf('{"version":1,"checks":[]}')).to.match(/^backend: /);
    });
  });

  it('names every field that is missing', () => {
    const places = new Map<string, string>();
    const walk = (tree: unknown, place: string): void => {
      if (typeof tree !== 'object' || tree === null || place.endsWith('figures')) return;
      for (const [key, value] of Object.entries(tree)) {
        const inside = Array.isArray(tree) ? `${place}[${key}]` : `${place}.${key}`.slice(+!place);
        if (!Array.isArray(tree)) places.set(inside.replace(/\d+/g, ''), inside);
        walk(value, inside);
      }
    };
    walk(results, '');
    places.delete('version');
    places.delete('runs');
    // Older results have none.
    const later = ['answer', 'evidence', 'runs'].map((name) => `conclusions[].${name}`);
    for (const place of [...later, 'runs[].history[].weightNorm']) {
      expect(places.delete(place), place).to.equal(true);
    }
    expect(places.size).to.be.greaterThan(90);
    for (const place of places.values()) {
      expect(refusalOf(changed(place, undefined)))
        .to.match(/: (invalid input|expected)/)
        .and.include(`${place}: `);
    }
  });

  describe('names what is wrong, and where', () => {
    const wrong: Wrong[] = [
      ['version', 1, 'version: expected 3, got 1; it was written by an earlier onelayer'],
      ['version', 4, 'version: expected 3, got 4'],
      ['runs[0].epochs', 5, 'runs[0].history: expected at most 5 epochs, got 6'],
      ['runs[0].test', null, 'runs[0].analysis: expected one exactly where test is'],
      ['runs[0].analysis.samples', 61, 'runs[0].analysis.samples: expected 60, as in samples.test'],
      [
        'runs[1].analysis.examples[0].hits[0].sample',
        60,
        'runs[1].analysis.examples[0].hits[0].sample: expected a sample from 0 to 59, got 60',
      ],
      ['runs[0].test.loss', {}, 'runs[0].test.loss: expected a number, "NaN", "Infinity"'],
      ['extra', 1, '"extra"'],
      ['runs[0].etta', 1, 'runs[0]: unrecognized key: "etta"'],
      ['runs', {}, 'runs: invalid input: expected array'],
      ['runs[0].eta', 'fast', 'runs[0].eta: invalid input: expected number, received string'],
      ['runs[0].eta', 'NaN', 'runs[0].eta: '],
      ['runs[1].epochs', 1.5, 'runs[1].epochs: '],
      ['runs[1].test.accuracy', 39.13, 'runs[1].test.accuracy: too big'],
      ['runs[0].history[2].train.loss', 'nan', 'runs[0].history[2].train.loss: '],
      ['runs[1].history[0].epoch', 2, 'runs[1].history[0].epoch: expected 1, got 2'],
      ['runs[0].history[5].epoch', 7, 'runs[0].history[5].epoch: expected 6, got 7'],
      ['backend.name', 'cuda', 'backend.name: '],
    ];
    const folders = ['../x', '..', '.', '', 'a/b', 'a\\b', '/etc'].map((name): Wrong => [
      'runs[0].folder',
      name,
      'runs[0].folder: ',
    ]);
    const K = 'expected 3 items, a class each, got';
    const analysis = 'runs[1].analysis';
    const kMismatches: Wrong[] = [
      ['classes', ['a', 'b'], 'runs[0].history[0].outputs.predicted: expected 2 items'],
      ['runs[1].history[2].outputs.predicted', [45, 45], `history[2].outputs.predicted: ${K} 2`],
      [`${analysis}.confusion`, [[60]], `${analysis}.confusion: ${K} 1`],
      [`${analysis}.confusion[1]`, [1, 2, 3, 4], `${analysis}.confusion[1]: ${K} 4`],
      [`${analysis}.classes`, [], `${analysis}.classes: ${K} 0`],
      [`${analysis}.examples`, [], `${analysis}.examples: ${K} 0`],
      [
        `${analysis}.examples[2].hits[0].label`,
        3,
        'examples[2].hits[0].label: expected 2, the class of this item, got 3',
      ],
      [`${analysis}.examples[2].hits[0].predicted`, 9, 'hits[0].predicted: expected a class'],
      [`${analysis}.examples[1].mistakes[0].label`, 4, 'mistakes[0].label: expected 1'],
      [`${analysis}.examples[1].mistakes[0].label`, -1, 'mistakes[0].label: too small'],
    ];
    for (const [place, value, message] of [...wrong, ...folders, ...kMismatches]) {
      it(`${place}: ${JSON.stringify(value)}`, () => {
        expect(refusalOf(changed(place, value))).to.include(message);
      });
    }
  });
});
