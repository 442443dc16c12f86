import { expect } from 'chai';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Results } from '../../src/report';
import { expectPublishedForm } from '../support/published-form';
import type { Outcome } from '../support/run-bin';
import { runHere, trainTinyHere, trainTinyUntil, withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { itThoroughly } from '../support/thorough';
import { writeBinaryVersion } from '../support/tiny-cifar10';

describe('bin/train.ts --patches', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  beforeEach(() => writeBinaryVersion(at('cache/cifar-10')));

  const SMALL = ['--patches', '3', '--patch-components', '5', '--patch-regions', '2'];

  const train = (...args: string[]): Promise<Outcome> =>
    trainTinyHere(at('cache'), ...SMALL, ...args);
  const FEW = ['--batch-size', '2', '--epochs', '2'];

  const resultsIn = (file: string): Results => {
    const content = JSON.parse(readFileSync(at(file), 'utf8')) as Results;
    expectPublishedForm('results', content);
    return content;
  };

  it('trains on features of the pictures, by a recipe of its own, and records them', async () => {
    const { code, stdout, stderr } = await train(...FEW, '--out', at('out'), '--momentum', '0.5');
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(
      /^patches +3 patches of 6×6 pixels and their mirrors, of 4 training pictures\n +24 bytes a picture: 12 take 0\.3 kB of memory\n/m,
    );
    const { patches, image, runs, findings, samples } = resultsIn('out/results.json');
    expect(samples).to.deep.equal({ training: 4, validation: 4, test: 4 });
    expect(patches).to.deep.include({ patches: 3, components: 5, regions: 2, side: 6 });
    expect(patches?.features).to.equal(24);
    expect(image).to.equal(null);
    expect(findings).to.not.equal(null);
    const { configuration, history, ...settings } = runs[0];
    expect(configuration).to.equal(null);
    expect(history).to.have.length(2);
    expect(settings).to.deep.include({ eta: 32, lambda: 1e-7, momentum: 0.5, batchSize: 2 });
    expect(settings).to.deep.include({ schedule: { kind: 'cosine' } });
    expect(settings.standardise).to.equal('damped');
    const page = readFileSync(at('out/report.html'), 'utf8');
    expect(page).to.match(/<section id="patches"[^]*alt="3 patches of the dictionary"/);
    expect(page.match(/alt="(A patch|The negative of a patch) for /g)).to.have.length(10 * 6);
    expect(page.match(/alt="(A patch|The negative of a patch) against /g)).to.have.length(10 * 6);
    expect(page).to.include('Its weights are of patches, not of pixels');
    expect(page).to.not.include('The samples are no images');
    expect(page).to.include('3 patches of 6×6 pixels and their mirrors, counted where');
    // The test images of which it is most confident, as in reports on pixels.
    const shown = runs[0].analysis!.examples.flatMap((own) => [...own.hits, ...own.mistakes]);
    const [, images] = page.split('<section id="examples"');
    expect(images.split('</section>')[0].match(/<img /g)).to.have.length(shown.length);
    await expectDocument(at('out/results.json'));
  });

  /** Expects a section on the patches in the document on a results file. */
  async function expectDocument(results: string): Promise<void> {
    await runHere('report', results, '--format', 'markdown', '--out', at('document'));
    const text = readFileSync(at('document/report.md'), 'utf8');
    const section = /^## Patches$([^]*?)^## /m.exec(text)?.[1] ?? '';
    expect(section).to.match(
      /^The features are 3 patches of 6×6 pixels and .* in 2 × 2 regions: 24 features of a picture/m,
    );
    const files = [...section.matchAll(/^!\[.*\]\((.*)\)$/gm)].map(([, file]) => file);
    expect(files.map((file) => path.basename(file))).to.deep.equal([
      'patches.png',
      'patches-for.png',
      'patches-against.png',
    ]);
    const examples = /^## Surest hits[^]*?^!\[.*\]\((.*)\)$/m.exec(text)?.[1] ?? '';
    for (const file of [...files, examples]) {
      expect(statSync(path.join(at('document'), file)).size, file).to.be.above(500);
    }
  }

  it('names settings that suit no such data by their options', async () => {
    const quick = ['--no-doctor', '--no-report', '--epochs', '1'];
    const side = await train(...quick, '--patch-side', '40');
    expect(side.code).to.equal(2);
    expect(side.stderr).to.match(/^error: --patch-side: expected at most the .*32×32.*, got 40$/m);
    const size = await train(...quick, '--batch-size', '5');
    expect(size.stderr).to.match(/^error: --batch-size: expected an integer from 1 to 4, got 5$/m);
  });

  it('takes all of few pictures at once where the batch size is not given', async () => {
    const { code, stderr } = await train('--no-doctor', '--no-report', '--epochs', '1', '--results', at('few.json')); // prettier-ignore
    expect(code, stderr).to.equal(0);
    expect(resultsIn('few.json').runs[0].batchSize).to.equal(4);
  });

  it('resumes a stopped training on the same features, to the bit', async () => {
    const quick = ['--no-doctor', '--no-report', '--batch-size', '2', '--epochs', '20'];
    const kept = ['--checkpoint', at('run.ckpt'), '--every', '1'];
    const stopped = await trainTinyUntil(/epoch 1\/20/, at('cache'), ...SMALL, ...quick, ...kept);
    expect(stopped.stdout).to.match(/stopped at \d+\/20/);
    await train(...quick, '--resume', at('run.ckpt'), '--out', at('resumed'));
    await train(...quick, '--out', at('whole'));
    const [resumed, whole] = ['resumed', 'whole'].map((name) => resultsIn(`${name}/results.json`));
    expect(resumed.runs[0].history.length).to.equal(20);
    expect(resumed.runs[0].test).to.deep.equal(whole.runs[0].test);
  });

  itThoroughly(
    'keeps features for later runs in the cache, in memory or on disk, with the same bits',
    async () => {
      const run = async (out: string, ...args: string[]): Promise<[Results, Outcome]> => {
        const outcome = await train(
          ...FEW,
          '--no-doctor',
          '--no-report',
          '--out',
          at(out),
          ...args,
        );
        expect(outcome.code, outcome.stderr).to.equal(0);
        return [resultsIn(`${out}/results.json`), outcome];
      };
      const cached = (): string[] =>
        readdirSync(at('cache/parsed')).filter((name) => !name.startsWith('.'));
      const [alone] = await run('alone', '--no-patch-cache');
      expect(existsSync(at('cache/parsed'))).to.equal(false);
      const [first] = await run('first');
      expect(cached()).to.have.length(3);
      const times = (): number[] =>
        cached().map((name) => statSync(at(`cache/parsed/${name}`)).mtimeMs);
      const made = times();
      const [second] = await run('second', '--lambda', '1e-7');
      const [onDisk, { stdout }] = await run('disk', '--memory', '1B');
      expect(stdout).to.match(/24 bytes a picture: 12 take 0\.3 kB on disk$/m);
      expect(times()).to.deep.equal(made);
      for (const { runs } of [first, second, onDisk]) {
        expect(runs[0].test).to.deep.equal(alone.runs[0].test);
      }
      await run('other', '--patch-seed', '1');
      expect(cached()).to.have.length(6);
      const list = await withCache(at('cache'), () => runHere('cache'));
      expect(list.stdout).to.match(/4 × 24 features by 3 patches/);

      for (const name of cached()) {
        const file = at(`cache/parsed/${name}`);
        const bytes = readFileSync(file);
        bytes[5] ^= 1;
        writeFileSync(file, bytes);
      }
      const [anew, { stderr }] = await run('anew');
      expect(stderr).to.match(/note: .* is damaged: the pictures are encoded anew/);
      expect(anew.runs[0].test).to.deep.equal(alone.runs[0].test);
    },
  );

  it('goes to the optimum on features too', async () => {
    const quick = ['--no-doctor', '--no-report', '--lambda', '0.01', '--epochs', '100'];
    const { code, stderr } = await train(...quick, '--solver', 'lbfgs', '--out', at('out'));
    expect(code, stderr).to.equal(0);
    const [run] = resultsIn('out/results.json').runs;
    expect(run.standardise).to.equal('damped');
    expect(run.certificate?.isReached).to.equal(true);
  });

  describe('refuses in one sentence', () => {
    const wrong: [string[], RegExp][] = [
      [['--patch-side', '5'], /'--patch-side' needs --patches: without it, it does nothing/],
      [['--memory', '1GB'], /'--memory' needs --patches/],
      [['--no-patch-cache'], /'--no-patch-cache' needs --patches/],
      [['--no-patch-mirrors'], /'--no-patch-mirrors' needs --patches/],
      [['--patches', '0'], /--patches: expected a positive integer, got 0/],
      [['--patches', '2', '--patch-encoding', 'soft'], /--patch-encoding.*'soft' is invalid/],
      [['--patches', '2', '--flips'], /'--flips' can't be combined with --patches: features/],
      [['--patches', '2', '--configuration', '2'], /'--configuration' can't be combined/],
      [['--patches', '2', '--code', 'mine.js'], /'--code' can't be combined with --patches/],
    ];
    for (const [args, message] of wrong) {
      it(args.join(' '), async () => {
        const { code, stderr } = await runHere('train', '--no-report', ...args);
        expect(stderr).to.match(message);
        expect(stderr).to.not.match(/\n\s+at /);
        expect(code).to.equal(2);
      });
    }

    it('features that need more memory than they may have, and are not to be on disk', async () => {
      const { code, stderr } = await train(...FEW, '--memory', '1B', '--no-patch-cache');
      expect(code).to.not.equal(0);
      expect(stderr).to.match(/--no-patch-cache: expected features that fit .*, got 0\.3 kB: take/);
    });

    it('patches that are larger than the pictures', async () => {
      const larger = await train(...FEW, '--no-report', '--patch-side', '33');
      expect(larger.code).to.not.equal(0);
      expect(larger.stderr).to.match(/side: expected at most the pictures' 32×32 pixels, got 33/);
      expect(larger.stderr).to.not.match(/\n\s+at /);
    });
  });
});
