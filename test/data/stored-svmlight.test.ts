import { expect } from 'chai';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadSvmlight } from '../../src';
import { parsedFolder } from '../../src/files';
import { storedSvmlight } from '../../src/data/svmlight/store-svmlight';
import { rejection } from '../support/rejection';
import { withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

describe('storedSvmlight', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  const inCache = (run: () => Promise<void>) => () => withCache(at('a cache'), run);
  const lines = Array.from({ length: 5000 }, (_, i) => {
    const own = [1, 7, 300 + (i % 500)].map((index) => `${index}:${(i % 97) / 7 - index}`);
    return `${i % 3 === 0 ? '+1' : i % 3 === 1 ? '-1' : '12'} ${own.join(' ')} # ${i}`;
  });

  it('has the rows and labels of a file in memory, and once it was parsed too', inCache(async () => {
    writeFileSync(at('a.svm'), lines.join('\n'));
    const memory = await loadSvmlight(at('a.svm'));
    for (let i = 0; i < 2; i++) {
      const set = await storedSvmlight(at('a.svm'), {});
      const { X, ...others } = set;
      expect(others).to.deep.equal({ ...others, labels: memory.labels, classes: memory.classes });
      expect([set.samples, set.features]).to.deep.equal([5000, 799]);
      const file = readFileSync(X.where).subarray(0, X.length * 4);
      expect(file.equals(Buffer.from((memory.X as Float32Array).buffer))).to.equal(true);
    }
    expect(readdirSync(parsedFolder()).filter((name) => name.endsWith('.parsed'))).to.have.length(1);
    const wide = await storedSvmlight(at('a.svm'), { features: 1000, zeroBased: true });
    expect(wide.features).to.equal(1000);
  })); // prettier-ignore

  it('is parsed anew where it is damaged', inCache(async () => {
    writeFileSync(at('a.svm'), '1 1:2 3:4\n2 2:5\n');
    const { X } = await storedSvmlight(at('a.svm'), {});
    const bytes = readFileSync(X.where);
    writeFileSync(X.where, Buffer.concat([Buffer.of(1), bytes.subarray(1)]));
    const notes: string[] = [];
    await storedSvmlight(at('a.svm'), {}, (text) => void notes.push(text));
    expect(notes.join('\n')).to.match(/a\.svm-\S+\.parsed is damaged: .*a\.svm is parsed anew$/);
    expect(readFileSync(X.where).subarray(0, 24).equals(bytes.subarray(0, 24))).to.equal(true);
  })); // prettier-ignore

  it('refuses what is none, and leaves nothing', inCache(async () => {
    writeFileSync(at('a.svm'), '1 1:2\n2 1:x\n');
    expect(await rejection(() => storedSvmlight(at('a.svm'), {}), 'DATA_INVALID')).to.match(/line 2: index 1: /); // prettier-ignore
    writeFileSync(at('a.svm'), '1 1:2\n2 7:1\n');
    const narrow = () => storedSvmlight(at('a.svm'), { features: 3 });
    expect(await rejection(narrow, 'DATA_INVALID')).to.match(/line 2: expected an index from 1 to 3/);
    expect(readdirSync(parsedFolder())).to.deep.equal([]);
  })); // prettier-ignore
});
