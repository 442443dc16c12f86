import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readNpy } from '../../src/data';
import type { Results } from '../../src/report';
import { idx } from '../support/data-files';
import { expectPublishedForm } from '../support/published-form';
import type { Outcome } from '../support/run-bin';
import { runHere, withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { PIXELS, SHAPE, textures } from '../support/textures';

describe('onelayer fit --patches', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);
  const run = (...args: string[]): Promise<Outcome> =>
    withCache(at('cache'), () => runHere(...args));

  /** The pixels of grey pictures of textures. */
  function greyOf(samples: number): Uint8Array {
    const { X } = textures(samples);
    const size = SHAPE.height * SHAPE.width;
    return Uint8Array.from(
      { length: samples * size },
      (_, i) => (X as Uint8Array)[Math.floor(i / size) * PIXELS + (i % size)],
    );
  }

  /** Writes grey pictures of textures as idx files. */
  function writePictures(samples: number): string {
    const { labels } = textures(samples);
    const { height, width } = SHAPE;
    writeFileSync(at('some-images-idx3-ubyte'), idx(8, [samples, height, width], greyOf(samples)));
    writeFileSync(at('some-labels-idx1-ubyte'), idx(8, [samples], labels as Uint8Array));
    return at('some-images-idx3-ubyte');
  }

  const SMALL = ['--patches', '5', '--patch-side', '3', '--patch-regions', '2'];

  it('makes a classifier of pictures, with results and report, which predicts', async () => {
    const file = writePictures(60);
    const lambdas = ['--lambdas', '1e-4,1e-5'];
    const { code, stdout, stderr } = await run(
      'fit',
      file,
      ...SMALL,
      ...lambdas,
      '--out',
      at('out'),
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include('features by 5 patches of 3×3 pixels, learnt');
    const results = JSON.parse(readFileSync(at('out/results.json'), 'utf8')) as Results;
    expectPublishedForm('results', results);
    expect(results.patches).to.deep.include({ patches: 5, side: 3, regions: 2, features: 40 });
    const page = readFileSync(at('out/report.html'), 'utf8');
    expect(page).to.include('5 patches of the dictionary');
    const [{ analysis }] = results.runs;
    const shown = analysis!.examples.flatMap(({ hits, mistakes }) => [...hits, ...mistakes]);
    const [, section] = page.split('<section id="examples"');
    expect(section.split('</section>')[0].match(/<img /g)).to.have.length(shown.length);
    const { height, width } = SHAPE;
    const { data, shape } = await readNpy(at('out/pictures/examples.npy'));
    expect(shape).to.deep.equal([shown.length, 1, height, width]);
    // Each is one of the pictures that were tested.
    const pixels = (X: ArrayLike<number>, i: number) =>
      Array.from({ length: height * width }, (_, j) => X[i * height * width + j]).join();
    const all = new Set(Array.from({ length: 60 }, (_, i) => pixels(greyOf(60), i)));
    expect(shown.every((_, i) => all.has(pixels(data as Uint8Array, i)))).to.equal(true);
    const predicted = await run('predict', at('out/model.safetensors'), file, '--json');
    expect(predicted.stdout.trim().split('\n')).to.have.length(60);
    const verified = await run('verify', at('out'));
    expect(verified.stdout).to.not.include('wrong');
  });

  it('names settings that suit no such pictures by their options', async () => {
    const { code, stderr } = await run('fit', writePictures(20), ...SMALL, '--patch-side', '11');
    expect(code).to.equal(2);
    expect(stderr).to.match(/^error: --patch-side: expected at most .*10×11.*, got 11$/m);
  });

  it('trains on many pictures by mini-batches, in groups of patches, and says so', async () => {
    const file = writePictures(5300);
    const { code, stdout, stderr } = await run(
      ...['fit', file, ...SMALL, '--patch-group', '2', '--epochs', '2', '--test', '300'],
      ...['--out', at('many')],
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/; trained in 3 groups of 2 patches, which are averaged$/m);
    expect(stdout).to.match(
      /^training {2}2 epochs of mini-batches of 128, λ 1e-7, η 32, label smoothing 0\.1, momentum 0\.9/m,
    );
    expect(stdout).to.include('trained   2 epochs of mini-batches on 5,000 rows');
    expect(stdout).to.include('Nothing else than λ 1e-7 was tried: its validation accuracy is');
    const results = JSON.parse(readFileSync(at('many/results.json'), 'utf8')) as Results;
    expectPublishedForm('results', results);
    expect(results.fit!.heaviest).to.equal(null);
    expect(results.patches).to.deep.include({ patches: 5, groups: 3 });
    expect(results.runs[0]).to.deep.include({ eta: 32, epochs: 2, certificate: null });
    expect(readFileSync(at('many/report.html'), 'utf8')).to.include('Nothing else than λ');
    const verified = await run('verify', at('many'));
    expect(verified.code, verified.stdout).to.equal(0);
  });

  it('refuses in one sentence what are no pictures', async () => {
    writeFileSync(at('some.csv'), 'a,label\n1,x\n2,y\n3,x\n4,y\n5,x\n6,y\n7,x\n');
    const { code, stderr } = await run('fit', at('some.csv'), ...SMALL, '--no-report');
    expect(code).to.not.equal(0);
    expect(stderr).to.match(/^error: --patches: expected pictures, which .*some\.csv has none of/m);
    expect(stderr).to.not.match(/\n\s+at /);
    for (const option of ['--patch-side', '--patch-group']) {
      const idle = await run('fit', at('some.csv'), option, '3');
      expect(idle.stderr).to.include(`'${option}' needs --patches`);
    }
    const optimum = await run('fit', writePictures(20), ...SMALL, '--patch-group', '2');
    expect(optimum.code).to.equal(2);
    expect(optimum.stderr).to.match(
      /^error: --patch-group: expected none where a certified optimum/m,
    );
  });
});
