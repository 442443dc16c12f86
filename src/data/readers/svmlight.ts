import { invalid } from '../bytes/faults';
import { sizeInMemory } from '../bytes/size-in-memory';
import { TaskRunner } from '../../tasks';
import { labelsOfLines, layoutOf, loadingSvmlight, loadSvmlight } from '../svmlight/load-svmlight';
import { SparseRows } from '../svmlight/sparse-rows';
import { storedSvmlight } from '../svmlight/store-svmlight';
import type { Reader } from './reader';

/** Sparse rows of text: their labels don't count for predictions, and may be absent. */
export const svmlightReader: Reader = {
  name: 'svmlight',
  one: 'an svmlight file',
  endings: ['.svm', '.svmlight', '.libsvm'],
  // A first line with values, perhaps cut off, below comments.
  beginning:
    /^(\s*(#[^\n]*)?\n)*[ \t]*([^\s:,;#"]+[ \t]+)?(qid:\d+[ \t]+)?\d+:[-+.\de]+([ \t]+\d+:[-+.\de]+)*[ \t]*(\r?\n|#|$|[ \t]\d+:?$)/i,
  rows: {
    from: 'stream',
    async *read({ where, chunks }, { classifier: { features }, signal }) {
      const rows = new SparseRows(where);
      // The indices of all lines tell how they count.
      const labels = labelsOfLines(where, chunks, rows, signal);
      while ((await labels.next()).done !== true);
      if (rows.rows === 0) throw invalid(where, 'expected at least one sample, got none');
      const { base, width } = layoutOf(rows, features, undefined);
      yield { where, X: await new TaskRunner(signal).run(rows.dense(width, base)) };
    },
  },
  async dataSet(file, { like, classes, signal, onProgress, memory = Infinity, note }) {
    const options = { like, classes, signal, onProgress };
    if ((await sizeInMemory(file)) <= memory) return loadSvmlight(file, options);
    return storedSvmlight(file, options, note);
  },
  labelled: {
    from: 'file',
    read({ where }, { classifier: { features, classes }, signal, onProgress }) {
      const shape = { features, classes: classes.map(String) };
      return loadingSvmlight(where, { ...shape, signal, onProgress });
    },
  },
};
