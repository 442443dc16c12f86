import { expect } from 'chai';
import { makeReport, type ReportOptions } from '../../src/report/make-report';

/** Calls that TypeScript refuses, and JavaScript lets through. */
const WRONG: readonly [options: unknown, message: string][] = [
  [undefined, 'options: expected an object, got undefined'],
  ['results.json', 'options: expected an object, got "results.json"'],
  [
    { history: [], test: null },
    'options: expected only the keys files, folder, format, title, author, figures, onFile, onNotice',
  ],
  [{ folder: 'report' }, 'files: expected an array of paths of results files, got undefined'],
  [
    { files: 'results.json', folder: 'report' },
    'files: expected an array of paths of results files, got "results.json"',
  ],
  [{ files: [], folder: 'report' }, 'files: expected at least one path of a results file'],
  [{ files: [{}], folder: 'report' }, 'files[0]: expected a string, got an object'],
  [{ files: ['results.json'] }, 'folder: expected a string, got undefined'],
  [{ files: ['results.json'], folder: '' }, 'folder: expected a string that is not empty'],
  [{ files: ['a'], folder: 'b', title: 7 }, 'title: expected a string, got 7'],
  [{ files: ['a'], folder: 'b', author: '' }, 'author: expected a string that is not empty'],
  [
    { files: ['a'], folder: 'b', format: 'docx' },
    'format: expected html or pdf or markdown or latex',
  ],
  [{ files: ['a'], folder: 'b', figures: 'png' }, 'figures: expected none with the format html'],
  [
    { files: ['a'], folder: 'b', format: 'latex', figures: 'svg' },
    'figures: expected pdf or png, got "svg"',
  ],
  [{ files: ['a'], folder: 'b', onFile: 'c' }, 'onFile: expected a function, got "c"'],
  [{ files: ['a'], folder: 'b', onNotice: true }, 'onNotice: expected a function, got true'],
];

describe('makeReport refuses', () => {
  for (const [options, message] of WRONG) {
    it(message, async () => {
      const error: unknown = await makeReport(options as ReportOptions).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.include({ code: 'INVALID_ARGUMENT' });
      expect((error as Error).message).to.include(message);
    });
  }
});
