import type * as Arrow from 'apache-arrow';
import type * as Compressors from 'hyparquet-compressors';
import { assertPackages, optionalPackage } from '../../../files';
import { lz4FrameOf } from './lz4-frame';

/** Loads apache-arrow, with what unpacks its two kinds of compression: each is loaded when it is met. */
export function loadArrow(): typeof Arrow {
  assertPackages('reading Arrow and Feather', ['apache-arrow']);
  const arrow = optionalPackage('apache-arrow') as typeof Arrow;
  const { compressionRegistry, CompressionType } = arrow;
  compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: lz4FrameOf });
  compressionRegistry.set(CompressionType.ZSTD, { decode: zstandardOf });
  return arrow;
}

function zstandardOf(packed: Uint8Array): Uint8Array {
  assertPackages('reading Arrow with Zstandard', ['hyparquet-compressors']);
  const { decompressZstd } = optionalPackage('hyparquet-compressors') as typeof Compressors;
  // A copy of its own, as numbers have to begin at multiples of their size.
  return decompressZstd(packed).slice();
}
