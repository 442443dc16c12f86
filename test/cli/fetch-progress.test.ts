import { expect } from 'chai';
import { fetchProgress } from '../../src/cli/progress/fetch-progress';

describe('fetchProgress, off a terminal', () => {
  const { error } = console;
  const { isTTY } = process.stderr;
  let lines: string[];
  beforeEach(() => {
    lines = [];
    process.stderr.isTTY = false;
    console.error = (line: string) => lines.push(line);
  });
  afterEach(() => {
    console.error = error;
    process.stderr.isTTY = isTTY;
  });
  const download = (receivedBytes: number) =>
    ({ phase: 'download', source: 'a package', receivedBytes, totalBytes: 139e6 }) as const;

  it('prints one line for a quick download, and notices', () => {
    const { onProgress, onNotice } = fetchProgress(false);
    for (let megabyte = 0; megabyte <= 139; megabyte++) onProgress?.(download(megabyte * 1e6));
    onNotice?.('a file was damaged');
    onProgress?.({ phase: 'end' });
    expect(lines).to.deep.equal(['fetching a package, 139 MB', 'note: a file was damaged']);
  });

  it('prints a line every ten seconds of a slow one', () => {
    const { onProgress } = fetchProgress(false);
    let seconds = 0;
    performance.now = () => seconds * 1000;
    try {
      for (; seconds <= 25; seconds++) onProgress?.(download(seconds * 1e6));
    } finally {
      Reflect.deleteProperty(performance, 'now');
    }
    expect(lines).to.deep.equal([
      'fetching a package, 139 MB',
      '  10 of 139 MB, 1.0 MB/s, 2 min 09 s left',
      '  20 of 139 MB, 1.0 MB/s, 1 min 59 s left',
    ]);
  });

  it('prints notices alone when quiet', () => {
    const { onProgress, onNotice } = fetchProgress(true);
    onProgress?.(download(1e6));
    onNotice?.('a file was damaged');
    expect(lines).to.deep.equal(['note: a file was damaged']);
  });
});
