import { expect } from 'chai';
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { loadPictures, partOf, type PicturesOptions, type ReadingProgress } from '../../src';
import { assertDataSet } from '../../src/data';
import { listenToWarnings } from '../../src/errors';
import { cifar10, describeWithCifar10 } from '../support/cifar10';
import { pictureOf, plain, writeIn } from '../support/picture-folders';
import { failureOf, rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';

const SMALL = { width: 4, height: 2 };

describe('loadPictures', () => {
  const folder = temporaryFolder();
  let warnings: string[] = [];
  beforeEach(() => {
    warnings = [];
    listenToWarnings((message, code) => warnings.push(`${code} ${path.basename(message)}`));
  });
  afterEach(() => listenToWarnings(null));

  const put = (name: string, content: Uint8Array | string): void =>
    writeIn(path.join(folder(), 'pets'), name, content);
  const load = (options?: PicturesOptions) => loadPictures(path.join(folder(), 'pets'), options);
  const putAll = async (pictures: Record<string, sharp.Sharp>): Promise<void> => {
    for (const [name, picture] of Object.entries(pictures)) put(name, await picture.toBuffer());
  };
  const some = () =>
    putAll({
      'dog/b.png': plain(SMALL, '#102030').png(),
      'cat/10.png': plain(SMALL, '#0a0000').png(),
      'cat/9.PNG': plain(SMALL, '#090000').png(),
      'cat/more/1.png': plain(SMALL, '#ff0000').png(),
    });

  it('has a class for each sub-folder, sorted, of planes', async () => {
    await some();
    const set = await load();
    assertDataSet('set', set);
    expect(set).to.deep.include({
      name: 'pets',
      samples: 4,
      features: 24,
      classes: ['cat', 'dog'],
    });
    expect(set.image).to.deep.equal({ ...SMALL, channels: 3 });
    expect([...set.labels]).to.deep.equal([0, 0, 0, 1]);
    expect([0, 24, 48].map((at) => set.X[at])).to.deep.equal([10, 9, 255]);
    expect([...set.X.subarray(72)]).to.deep.equal(
      [0x10, 0x20, 0x30].flatMap((c) => Array<number>(8).fill(c)),
    );
    expect(warnings).to.deep.equal([]);
  });

  it('knows formats by their bytes, and turns pictures upright', async () => {
    const grey = plain(SMALL, '#777777');
    await putAll({
      'a/1.jpg': grey.clone().jpeg().withMetadata({ orientation: 6 }),
      'a/2.webp': plain({ width: 2, height: 4 }, '#777777').webp({ lossless: true }),
      'b/3.gif': plain({ width: 2, height: 4 }, '#777777').gif(),
      'b/4.tiff': plain({ width: 2, height: 4 }, '#777777').tiff(),
      'b/5.avif': plain({ width: 2, height: 4 }, '#777777').avif({ lossless: true }),
      'b/6.jpeg': plain({ width: 2, height: 4 }, '#777777').png(),
    });
    const set = await load();
    expect(set.image).to.deep.equal({ width: 2, height: 4, channels: 1 });
    for (const x of set.X) expect(x).to.be.closeTo(0x77, 2);
  });

  it('is grey only if all are, whatever their headers say', async () => {
    const grey = plain(SMALL, '#333333');
    await putAll({
      'a/1.png': grey.clone().png(),
      'b/1.png': grey.clone().toColourspace('b-w').png(),
    });
    const set = await load();
    expect(set).to.deep.include({ features: 8, image: { ...SMALL, channels: 1 } });
    expect(set.X).to.deep.equal(new Uint8Array(16).fill(0x33));
    expect((await load({ channels: 3 })).X).to.deep.equal(new Uint8Array(48).fill(0x33));
    await putAll({ 'b/2.png': plain(SMALL, '#333334').png() });
    expect((await load()).image).to.deep.equal({ ...SMALL, channels: 3 });
    expect((await load({ channels: 1 })).features).to.equal(8);
  });

  it('has the most frequent size if it is small, else a square of 32, or what is asked for', async () => {
    await putAll({
      'a/1.png': plain({ width: 64, height: 64 }, '#f00').png(),
      'a/2.png': plain({ width: 500, height: 300 }, '#f00').png(),
      'b/1.png': plain({ width: 64, height: 64 }, '#0f0').png(),
      'b/2.png': plain({ width: 8, height: 8 }, '#0f0').png(),
    });
    expect((await load()).image).to.deep.equal({ width: 64, height: 64, channels: 3 });
    await putAll({ 'b/1.png': plain({ width: 500, height: 300 }, '#0f0').png() });
    const set = await load();
    expect(set.image).to.deep.equal({ width: 32, height: 32, channels: 3 });
    expect((await load({ size: 5 })).image).to.deep.equal({ width: 5, height: 5, channels: 3 });
    const like = await load({ size: { width: 3, height: 2 }, channels: 1 });
    expect(await load({ like })).to.deep.equal(like);
  });

  it('takes integers for labels if all names mean integers', async () => {
    for (const name of ['2/a.png', '10/a.png'])
      await putAll({ [name]: plain(SMALL, '#777').png() });
    expect(await load()).to.deep.include({ classes: ['2', '10'], labelType: 'number' });
    await putAll({ '02/a.png': plain(SMALL, '#777').png() });
    expect((await load()).classes).to.deep.equal(['02', '10', '2']);
  });

  it('looks classes up by name in those that are known', async () => {
    await some();
    const like = await load();
    await putAll({ '../test/dog/1.png': plain(SMALL, '#102030').png() });
    const test = await loadPictures(path.join(folder(), 'test'), { like });
    expect([...test.labels]).to.deep.equal([1]);
    await putAll({ '../test/cow/1.png': plain(SMALL, '#102030').png() });
    const run = () => loadPictures(path.join(folder(), 'test'), { like });
    expect(await rejection(run, 'DATA_INVALID')).to.match(/test: labels\[0\]: expected one of the classes "cat", "dog", got "cow"$/); // prettier-ignore
  });

  it('leaves out what is no picture, and says so once', async () => {
    await some();
    put('.DS_Store', 'x');
    put('dog/.b.png', 'x');
    put('.git/config', 'x');
    await load();
    expect(warnings).to.deep.equal([]);
    put('dog/Thumbs.db', 'x');
    put('readme.txt', 'x');
    put('bird/readme.txt', 'x');
    await putAll({ 'loose.png': plain(SMALL, '#102030').png() });
    symlinkSync('.', path.join(folder(), 'pets/dog/circle'));
    expect((await load()).classes).to.deep.equal(['cat', 'dog']);
    const what = "1 folder without pictures (bird), 1 picture outside the classes' folders, 4 other files, 3 hidden files"; // prettier-ignore
    expect(warnings).to.deep.equal([`SKIPPED_FILES pets: left out ${what}`]);
  });

  it('names the picture that is broken, the first of several', async () => {
    await some();
    put('dog/a.png', 'no picture');
    const whole = await sharp({ create: { width: 99, height: 99, channels: 3, background: '#f00', noise: { type: 'gaussian', mean: 128, sigma: 30 } } }).png().toBuffer(); // prettier-ignore
    put('dog/c.png', whole.subarray(0, 9000));
    put('dog/d.png', '');
    expect(await rejection(() => load(), 'DATA_INVALID')).to.match(
      /pets.dog.a\.png: expected an image: /,
    );
    writeFileSync(path.join(folder(), 'pets/dog/a.png'), whole);
    const run = () => load({ size: 4, channels: 3 });
    expect(await rejection(run, 'DATA_INVALID')).to.match(/pets.dog.c\.png: expected an image: /);
  });

  const folders: [string, Record<string, string>, RegExp][] = [
    ['nothing', { '.x': '' }, /pets: expected a sub-folder of pictures for each class, got none with a picture$/],
    ['pictures alone', { 'cat.1.png': '', 'dog.1.png': '' }, /, got 2 pictures in none$/],
    ['folders without pictures', { 'a/x.txt': '', 'b/y.csv': '' }, /, got none with a picture$/],
    ['training and test data', { 'train/cat/1.png': '', 'test/cat/1.png': '' }, /, got test and train: name these as data sets of their own$/],
  ]; // prettier-ignore
  for (const [title, files, message] of folders) {
    it(`refuses a folder of ${title}`, async () => {
      for (const [name, content] of Object.entries(files)) put(name, content);
      expect(await rejection(() => load(), 'DATA_INVALID')).to.match(message);
    });
  }

  it('refuses one class, no folder, and options that mean nothing', async () => {
    await putAll({ 'cat/1.png': plain(SMALL, '#102030').png() });
    expect(await rejection(() => load(), 'DATA_INVALID')).to.match(
      /for each class, at least 2, got "cat" alone$/,
    );
    const file = path.join(folder(), 'pets/cat/1.png');
    expect(await rejection(() => loadPictures(file), 'DATA_INVALID')).to.equal(`${file}: expected a folder`); // prettier-ignore
    await rejection(() => loadPictures(path.join(folder(), 'none')), 'DATA_UNAVAILABLE');
    const options: [object, RegExp][] = [
      [{ size: 0 }, /^size: expected an integer from 1 to 16384, got 0$/],
      [{ size: { width: 2, height: 1.5 } }, /^size.height: /],
      [{ channels: 4 }, /^channels: expected 1 or 3, got 4$/],
      [{ sizes: 4 }, /did you mean size\?$/],
    ];
    for (const [given, message] of options) {
      expect((await failureOf(load(given)))?.message).to.match(message);
    }
  });

  it('tells how far it is, and stops when it is told to', async () => {
    await some();
    const seen: ReadingProgress[] = [];
    await load({ onProgress: (progress) => seen.push(progress) });
    const where = path.join(folder(), 'pets');
    const counts = [1, 2, 3, 4];
    expect(seen).to.deep.equal([
      ...counts.map((done) => ({ where, unit: 'header', done, total: 4 })),
      ...counts.map((done) => ({ where, unit: 'picture', done, total: 4 })),
    ]);
    const stop = new AbortController();
    const reason = new Error('stop');
    const onProgress = (): void => stop.abort(reason);
    expect(await failureOf(load({ signal: stop.signal, onProgress }))).to.equal(reason);
  });
});

describeWithCifar10('CIFAR-10 as a folder of PNGs', () => {
  const folder = temporaryFolder();

  it('comes back to the bit', async () => {
    const batch = (await cifar10()).sets.test_batch;
    const part = partOf(batch, 'part', 0, 100);
    const order: string[] = [];
    for (let i = 0; i < part.samples; i++) {
      const name = `${part.classes[part.labels[i]]}/${String(i).padStart(3, '0')}.png`;
      order.push(name);
      writeIn(folder(), name, await pictureOf(part, i).png().toBuffer());
    }
    const set = await loadPictures(folder());
    expect(set.classes).to.deep.equal(part.classes);
    order.sort().forEach((name, i) => {
      const own = Number(path.basename(name, '.png'));
      expect(set.labels[i]).to.equal(part.labels[own]);
      const row = part.X.subarray(own * 3072, (own + 1) * 3072);
      expect(set.X.subarray(i * 3072, (i + 1) * 3072)).to.deep.equal(row);
    });
  });
});
