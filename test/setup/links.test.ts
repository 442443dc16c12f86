import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');
const remark = path.join(root, 'node_modules', '.bin', 'remark');

describe('the check of links', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'onelayer-links-'));
    mkdirSync(path.join(folder, 'docs'));
    mkdirSync(path.join(folder, 'src'));
    writeFileSync(path.join(folder, 'README.md'), '# Title\n\n## Some part\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Checks a page as `npm run links` does. */
  function check(markdown: string) {
    writeFileSync(path.join(folder, 'docs', 'page.md'), `# Page\n\n${markdown}\n`);
    const args = [
      '--rc-path',
      path.join(root, '.remarkrc.mjs'),
      '--frail',
      '--no-stdout',
      '--quiet',
    ];
    const env = { ...process.env, FORCE_COLOR: '0' };
    return spawnSync(remark, [...args, 'README.md', 'docs'], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
  }

  it('finds nothing wrong with what is there', () => {
    const { status, stderr } = check(
      '[a](../README.md) [b](../README.md#some-part) [c](#page) [d](https://example.org/e) `src/`',
    );
    expect([status, stderr]).to.deep.equal([0, '']);
  });

  it('fails with what is not there: files, anchors, images, names in code, addresses', () => {
    const { status, stderr } = check(
      [
        '[a](none.md)',
        '[b](../README.md#none)',
        '[c](#none)',
        '![d](none.png)',
        '`src/none.ts`',
        '[e](http://example.org)',
        '| table | |\n| - | - |\n| [f](../none.js) | |',
      ].join('\n\n'),
    );
    expect(status).to.equal(1);
    expect(stderr).to.include('7 warnings');
    for (const name of ['none.md', '../README.md', '#none', 'none.png', 'src/none.ts', 'http:']) {
      expect(stderr).to.include(name);
    }
  });
});
