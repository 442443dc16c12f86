import { isBatch } from '../../training';
import { withHomeShort } from '../results/making';
import { batchMethodWords, describeOthers } from '../results/method-words';
import type { ReportedRun, Results } from '../results/results';
import { count } from '../text/format';
import { patchesWords } from '../text/patches-words';
import type { Words } from '../text/words';

/** How runs were made: a term, and what there is to say. */
export interface Fact {
  readonly term: string;
  readonly details: readonly Words[];
}

/** Versions, settings and data of a results file, so that anyone can reproduce its runs. */
export function makingFacts(results: Results): Fact[] {
  const { made, backend, runs, samples, data, patches } = results;
  const library = backend.openblas ? ` ${backend.openblas.version} (${backend.openblas.core})` : '';
  const number = (value: number): string => value.toLocaleString('en');
  return [
    ...(made
      ? [
          { term: 'Command', details: [[{ code: withHomeShort(made.command) }]] },
          { term: 'onelayer', details: [`${made.version}, with Node ${made.node}`] },
          { term: 'Processor', details: [`${made.processor}, ${made.platform}`] },
        ]
      : []),
    {
      term: 'Backend',
      details: [
        `${backend.name}${library}, ${count(backend.threads, 'thread')}: ${withHomeShort(backend.reason)}`,
      ],
    },
    { term: 'Training', details: [...new Set(runs.map(settingsOf))] },
    ...(patches ? [{ term: 'Features', details: [patchesWords(patches)] }] : []),
    ...ownCodeFacts(runs),
    {
      term: 'Samples',
      details: [
        `${number(samples.training)} for training, ${number(samples.validation)} for validation, ` +
          `${number(samples.test)} for the test`,
      ],
    },
    {
      term: 'Data',
      details: [
        `from ${withHomeShort(data.source)}`,
        ...data.files.map(({ name, md5 }) => [`${name}, MD5 `, { code: md5 }]),
      ],
    },
  ];
}

/** The time of writing, e.g. `2026-11-23 14:15:03 UTC`. */
export function createdWords(created: string): string {
  return created.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}

/** Whose code trained, if it wasn't onelayer's alone. */
function ownCodeFacts(runs: readonly ReportedRun[]): Fact[] {
  const codes = new Map(runs.flatMap(({ code }) => (code ? [[code.sha256, code] as const] : [])));
  if (codes.size === 0) return [];
  const details = [...codes.values()].map(({ file, sha256, functions }) => [
    `${file} (${functions.join(', ')}), SHA-256 `,
    { code: sha256 },
  ]);
  return [{ term: 'Code of one’s own', details }];
}

function settingsOf(run: ReportedRun): string {
  const { epochs, batchSize, seed, shuffle, dtype } = run;
  if (isBatch(run)) return [batchMethodWords(run), ...describeOthers(run)].join(', ');
  const basic = `${epochs} epochs of mini-batches of ${batchSize}, ${shuffle ? 'shuffled' : 'in order'}, seed ${seed}, ${dtype}`;
  return [basic, ...describeOthers(run)].join(', ');
}
