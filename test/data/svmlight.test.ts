import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadSvmlight, type SvmlightOptions } from '../../src';
import { assertDataSet, batchesOf, labelledData } from '../../src/data';
import { gzip } from '../support/data-files';
import { failureOf, rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

describe('loadSvmlight', () => {
  const folder = temporaryFolder();
  const write = (content: string | Uint8Array): string => {
    const file = path.join(folder(), 'a9a.svm');
    writeFileSync(file, content);
    return file;
  };
  const load = async (content: string | Uint8Array, options?: SvmlightOptions) => {
    const set = await loadSvmlight(write(content), options);
    assertDataSet('set', set);
    const { X, features: d, labels, classes } = set;
    return {
      rows: Array.from(labels, (_, i) => [...(X as Float32Array).subarray(i * d, (i + 1) * d)]),
      labels: Array.from(labels, (k) => classes[k]),
    };
  };
  const ROWS = { rows: [[0.5, 0, -1000], [0, 2, 0], [0, 0, 0]], labels: ['1', '-1', '1'] }; // prettier-ignore

  const same: [string, string | Uint8Array, SvmlightOptions?][] = [
    ['from 1', '+1 1:0.5 3:-1e3\n-1 2:2\n+1\n'],
    ['from 0', '1 0:.5 2:-1000\n-1 1:2.\n1'],
    ['from 0, as it is told', '1 1:0.5 3:-1000\n-1 2:2\n1 0:0', { features: 4, zeroBased: true }],
    ['with comments, groups, blanks and other line ends', '# a 1:2\n\n 1.0 qid:3 1:0.5\t3:-1000  # 2:7\r\n-1 qid:3 2:2\r\n#\r\n1e0\r\n'],
    ['in any order', '1 3:-1000 1:0.5\n-1 2:2\n1 1:0'],
    ['packed by gzip', gzip(Buffer.from('1 1:0.5 3:-1000\n-1 2:2\n1\n'))],
  ]; // prettier-ignore
  for (const [title, content, options] of same) {
    it(`reads indices ${title}`, async () => {
      const found = await load(content, options);
      const rows = options?.features === 4 ? ROWS.rows.map((row) => [0, ...row]) : ROWS.rows;
      expect(found).to.deep.equal({ ...ROWS, rows });
    });
  }

  it('keeps labels that are texts, and float32', async () => {
    const set = await loadSvmlight(write('cat 1:0.1\ndog 1:1\n'));
    expect(set).to.deep.include({ classes: ['cat', 'dog'], X: Float32Array.of(0.1, 1) });
  });

  it('has the features and classes of like', async () => {
    const like = await loadSvmlight(write('1 1:1 4:1\n2 3:1\n'));
    expect(await load('2 2:5\n', { like })).to.deep.equal({ rows: [[0, 5, 0, 0]], labels: ['2'] });
    expect(await rejection(() => load('1 5:1', { like }), 'DATA_INVALID')).to.match(/a9a\.svm: line 1: expected an index from 1 to 4, got 5$/); // prettier-ignore
  });

  it('reads many lines, and stops when it is told to', async () => {
    const lines = Array.from({ length: 30_000 }, (_, i) => `${i % 3} ${1 + (i % 7)}:${i}\n`);
    const { rows, labels } = await load(lines.join(''));
    expect(rows[29_999]).to.deep.equal([0, 0, 0, 0, 29_999, 0, 0]);
    expect(labels[29_998]).to.equal('1');
    // However short the rest takes.
    for (const text of [lines.join(''), lines[0]]) {
      const stop = new AbortController();
      const reason = new Error('stop');
      const options = { signal: stop.signal, onProgress: () => stop.abort(reason) };
      expect(await failureOf(load(text, options))).to.equal(reason);
    }
  });

  const faults: [string, string | Uint8Array, RegExp][] = [
    ['nothing', '# a\n\n', /expected at least one sample, got none$/],
    ['no label', '1 1:1\n2:1 3:1\n', /line 2: expected a label first, got none$/],
    ['several labels', '1,2 1:1\n', /line 1: expected one label for a sample, got several$/],
    ['a word that is no pair', '1 1:1\n\n2 2=1\n', /line 3: expected index:value, got "2=1"$/],
    ['an index that is none', '1 -1:1\n', /line 1: expected index:value, got "-1:1"$/],
    ['an index beyond 32 bits', '1 99999999999:1\n', /line 1: expected an index of at most 4294967294, got "99999999999"$/],
    ['an index that is a mistake', '1 1:1\n2 400000000:1\n', /line 2: 400000000 features by the index 400000000, but the file has only 2 values: a mistake$/],
    ['an index twice', '1 3:1 2:1 3:2\n', /line 1: expected each index once, got 3 twice$/],
    ['a value that is none', '1 2:x\n', /line 1: index 2: expected a finite number, got "x"$/],
    ['hexadecimal numbers', '1 2:0x10\n', /expected a finite number, got "0x10"$/],
    ['what is not finite', '1 2:1\n2 2:nan\n', /line 2: index 2: expected a finite number, got "nan"$/],
    ['what float32 has not', '1 2:1e39\n', /expected a number within float32, got "1e39"$/],
    ['one class', '1 1:1\n1 1:2\n', /expected labels of at least 2 classes/],
    ['another format', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /a9a\.svm: expected svmlight, got a PNG image$/],
    ['a truncated gzip file', gzip(Buffer.from('1 1:1\n2 2:1\n'.repeat(99))).subarray(0, 40), /truncated$/],
  ]; // prettier-ignore
  for (const [title, content, message] of faults) {
    it(`refuses ${title}`, async () => {
      expect(await rejection(() => load(content), 'DATA_INVALID')).to.match(message);
    });
  }

  it('refuses what takes more memory than there is', async () => {
    const row = (i: number) => `${i % 2} 1:1 ${60_000 * (i + 1)}:1\n`;
    const rows = Array.from({ length: 2 }, (_, i) => row(i)).join('');
    const many = rows + '0 1:1\n'.repeat(2_000_000);
    expect(await rejection(() => load(many), 'DATA_INVALID')).to.match(
      /a9a\.svm: 2000002 samples of 120000 features take 960.0 GB with their zeros, and there are [\d.]+ GB of memory: /,
    );
  });

  const shape = { features: 3, bytes: false, image: null, classes: [-1, 1] };
  const common = { header: 'auto', array: 'X', note: () => undefined } as const;
  const { signal } = new AbortController();

  it('is what predict and evaluate read, with or without labels', async () => {
    const text = '+1 1:0.5 3:-1e3\n-1 2:2\n+1 1:0\n';
    for (const content of [text, text.replaceAll(/[+-]1 /g, ''), `# rows\n${text}`]) {
      const found: number[][] = [];
      const file = path.join(folder(), 'rows');
      writeFileSync(file, content);
      for await (const { X, samples } of batchesOf(file, {
        ...common,
        classifier: shape,
        signal,
      })) {
        for (let i = 0; i < samples; i++) found.push([...X].slice(3 * i, 3 * i + 3));
      }
      expect(found).to.deep.equal(ROWS.rows);
    }
    const set = await labelledData(write(text), common, shape, signal);
    expect(set).to.deep.include({ classes: ['-1', '1'], features: 3, samples: 3 });
    expect([...set.labels]).to.deep.equal([1, 0, 1]);
  });
});
