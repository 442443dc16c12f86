import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import {
  argumentError,
  assertInteger,
  assertKnownKeys,
  assertText,
  show,
  warn,
} from '../../errors';
import { TaskRunner } from '../../tasks';
import { invalid, readingFailure } from '../bytes/faults';
import { allocateFor } from '../bytes/read-numbers';
import type { DataSet, ImageShape } from '../data-set';
import type { ClassOptions } from '../own/known-classes';
import { assertFileOptions, dataSetFrom, type FileOptions } from '../own/from-file';
import { labelsOfTexts } from '../own/text-labels';
import type { ReadingOptions, ReadingProgress } from '../reading-progress';
import { isPartName, picturesIn, type PictureFolder } from './class-folders';
import { decoderOfPictures, type PictureDecoder } from './decoder';
import { areGrey, withoutColour } from './grey';
import { inParallel } from './in-parallel';
import { commonSize } from './picture-shape';

/**
 * Options of `loadPictures`.
 *
 * @category Data
 */
export interface PicturesOptions extends FileOptions, ReadingOptions {
  /**
   * The size that all pictures are scaled to, in pixels: of a square, or width and height. By default
   * that of `like`; else the most frequent one if it has at most 64 × 64 pixels, else 32 × 32.
   */
  readonly size?: number | Pick<ImageShape, 'width' | 'height'> | undefined;
  /**
   * 1: grey; 3: red, green and blue. By default that of `like`; else 1 if no pixel of any picture has a
   * colour, else 3.
   */
  readonly channels?: 1 | 3 | undefined;
}

const KEYS = 'size channels classes like name signal onProgress'.split(' ');

/** Where pictures are, and what shape they are to get; what isn't known is found out. */
interface Wanted {
  readonly folder: string;
  readonly files: readonly string[];
  readonly size: Pick<ImageShape, 'width' | 'height'> | undefined;
  readonly channels: 1 | 3 | undefined;
}

/**
 * Loads pictures from a folder that has a sub-folder for each class, named like it: PNG, JPEG, WebP,
 * GIF, TIFF, AVIF and what else sharp reads (an optional package). The labels are integers if all names
 * mean integers. Pictures in sub-folders of a class's folder belong to that class; samples are sorted
 * by the names of classes and files.
 *
 * A picture of another size is scaled to cover the common one, and what extends beyond it is cut off;
 * it is turned upright, and white where it is transparent. Files that are no pictures, hidden ones and
 * folders without pictures are left out, with a warning SKIPPED_FILES.
 *
 * @param folder   the path of the folder
 * @param options  size and channels, the classes, the set's name
 * @returns n×d bytes, d = width · height · channels, in planes
 * @throws OnelayerError DATA_UNAVAILABLE if there is no such folder; DATA_INVALID naming a picture that
 *   can't be read, or a folder that has no sub-folders of pictures; PACKAGE_MISSING without sharp;
 *   TypeError or RangeError for an option; the signal's reason
 * @category Data
 * @example
 * const training = await loadPictures('pets/train', { size: 48 });
 * const test = await loadPictures('pets/test', { like: training });
 */
export async function loadPictures(
  folder: string,
  options: PicturesOptions = {},
): Promise<DataSet<Uint8Array>> {
  assertText('folder', folder);
  const shape = assertOptions(options);
  const { signal, name = basename(resolve(folder)) } = options;
  const decoder = decoderOfPictures();
  const found = await picturesIn(folder, signal);
  assertClasses(folder, found, options);
  warnOfSkipped(folder, found);
  const names: string[] = [];
  const files: string[] = [];
  for (const { name, files: own } of found.classes) {
    for (const file of own) {
      names.push(name);
      files.push(file);
    }
  }
  const { X, image } = await reading({ folder, files, ...shape }, decoder, options);
  const classes = found.classes.filter((one) => one.files.length > 0).map((one) => one.name);
  const labels = labelsOfTexts(names, classes, options.classes);
  const features = X.length / files.length;
  return dataSetFrom(folder, { X, labels, image, features }, { ...options, name });
}

function assertOptions(options: PicturesOptions): Pick<Wanted, 'size' | 'channels'> {
  assertKnownKeys('options', options, KEYS);
  assertFileOptions(options);
  const { like } = options;
  if (like !== undefined && like.image === undefined) {
    throw argumentError(TypeError, 'like', 'a data set of images', like.name);
  }
  const { size = like?.image, channels = like?.image?.channels } = options;
  if (channels !== undefined && (channels as number) !== 1 && channels !== 3) {
    throw argumentError(RangeError, 'channels', '1 or 3', channels);
  }
  if (size === undefined) return { size, channels };
  const { width, height } = typeof size === 'object' ? size : { width: size, height: size };
  assertInteger(typeof size === 'object' ? 'size.width' : 'size', width, 1, MOST_PIXELS);
  assertInteger('size.height', height, 1, MOST_PIXELS);
  return { size: { width, height }, channels };
}

/** Each way. */
const MOST_PIXELS = 2 ** 14;

function assertClasses(
  folder: string,
  { classes, loose }: PictureFolder,
  known: ClassOptions,
): void {
  const filled = classes.filter(({ files }) => files.length > 0);
  const expected = 'expected a sub-folder of pictures for each class';
  if (filled.length === 0) {
    const got = loose.length > 0 ? `${loose.length} pictures in none` : 'none with a picture';
    throw invalid(folder, `${expected}, got ${got}`);
  }
  if (filled.every(({ name }) => isPartName(name))) {
    const names = filled.map(({ name }) => name).join(' and ');
    throw invalid(folder, `${expected}, got ${names}: name these as data sets of their own`);
  }
  if (filled.length > 1 || known.classes !== undefined || known.like !== undefined) return;
  throw invalid(folder, `${expected}, at least 2, got ${show(filled[0].name)} alone`);
}

function warnOfSkipped(folder: string, { classes, loose, others, hidden }: PictureFolder): void {
  const empty = classes.filter(({ files }) => files.length === 0).map(({ name }) => name);
  const more = empty.length > 8 ? ', …' : '';
  const counted = (count: number, what: string): string[] =>
    count > 0 ? [`${count} ${what}${count > 1 ? 's' : ''}`] : [];
  const skipped = [
    ...counted(empty.length, 'folder').map(
      (some) => `${some} without pictures (${empty.slice(0, 8).join(', ')}${more})`,
    ),
    ...counted(loose.length, 'picture').map((some) => `${some} outside the classes' folders`),
    ...counted(others, 'other file'),
  ];
  // Hidden files alone are what systems leave in folders, and nobody's pictures.
  if (skipped.length === 0) return;
  warn(
    'SKIPPED_FILES',
    `${folder}: left out ${[...skipped, ...counted(hidden, 'hidden file')].join(', ')}`,
  );
}

/** Reads pictures into one array: first their headers, where the common shape isn't known. */
async function reading(
  wanted: Wanted,
  decoder: PictureDecoder,
  { signal, onProgress = () => undefined }: ReadingOptions,
): Promise<{ readonly X: Uint8Array; readonly image: ImageShape }> {
  const { folder, files } = wanted;
  const each = async (
    unit: ReadingProgress['unit'],
    take: (i: number, file: string, bytes: Uint8Array) => Promise<void>,
  ): Promise<void> => {
    let done = 0;
    await inParallel(files.length, signal, async (i) => {
      await take(i, files[i], await bytesOf(files[i]));
      onProgress({ where: folder, unit, done: ++done, total: files.length });
    });
  };
  let { size, channels } = wanted;
  if (size === undefined) {
    const facts: Awaited<ReturnType<PictureDecoder['look']>>[] = [];
    await each('header', async (i, file, bytes) => {
      facts[i] = await decoder.look(file, bytes);
    });
    size = commonSize(facts);
    if (facts.every(({ isGrey }) => isGrey)) channels ??= 1;
  }
  const image = { width: size.width, height: size.height, channels: channels ?? 3 };
  const features = image.width * image.height * image.channels;
  const X = allocateFor(folder, Uint8Array, files.length * features);
  let isGrey = channels === undefined;
  await each('picture', async (i, file, bytes) => {
    const planes = await decoder.decode(file, bytes, image);
    isGrey &&= areGrey(planes);
    X.set(planes, i * features);
  });
  if (!isGrey) return { X, image };
  const grey = await new TaskRunner(signal).run(withoutColour(X, features));
  return { X: grey, image: { ...image, channels: 1 } };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw readingFailure(file, error);
  }
}
