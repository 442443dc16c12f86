import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exportedNames } from './api-examples';
import { root } from './tarballs';

const LINK = /(?:href|src)="(?<target>[^"]*)"/g;

// It builds `dist/` anew, which others may be reading: so it runs alone.
describe('the API site', function () {
  this.timeout(300_000);
  let site: string;
  let pages: string[];
  before(() => {
    site = mkdtempSync(path.join(os.tmpdir(), 'onelayer-site-'));
    const { status, stdout, stderr } = spawnSync('npm', ['run', 'docs', '--', '--out', site], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status, stdout + stderr).to.equal(0);
    const files = readdirSync(site, { recursive: true, encoding: 'utf8' });
    pages = files.filter((file) => file.endsWith('.html'));
  });
  after(() => rmSync(site, { recursive: true, force: true }));

  it('has a page for each exported name', () => {
    const names = pages.map((page) => path.basename(page, '.html'));
    expect(names).to.include.members(exportedNames());
  });

  it('has no link that leads nowhere', () => {
    const ids = new Map<string, ReadonlySet<string>>();
    const idsOf = (file: string): ReadonlySet<string> => {
      const text = readFileSync(file, 'utf8');
      const known =
        ids.get(file) ?? new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
      ids.set(file, known);
      return known;
    };
    const broken = pages.flatMap((page) => {
      const links = [...readFileSync(path.join(site, page), 'utf8').matchAll(LINK)];
      return links
        .map(({ groups }) => groups!.target)
        .filter((target) => target !== '' && target !== '#' && !/^[a-z]+:/.test(target))
        .filter((target) => {
          const [to, hash = ''] = target.split('#');
          const file =
            to === '' ? path.join(site, page) : path.resolve(site, path.dirname(page), to);
          if (!existsSync(file)) return true;
          return hash !== '' && file.endsWith('.html') && !idsOf(file).has(decodeURI(hash));
        })
        .map((target) => `${page}: ${target}`);
    });
    expect([...new Set(broken)]).to.deep.equal([]);
  });
});
