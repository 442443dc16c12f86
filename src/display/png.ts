import { crc32, deflateSync } from 'node:zlib';

/** Pixels, row-major: red, green and blue, each a byte. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** In the header: eight bits, red, green and blue, and the only methods that there are. */
const FORM = [8, 2, 0, 0, 0];

/**
 * Encodes pixels as the URL of a PNG (https://www.w3.org/TR/png-3/), without filters.
 *
 * The package that the report's pictures are drawn by is optional; a notebook gets pictures without it.
 */
export function pngUrl({ width, height, rgb }: Pixels): string {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set(FORM, 8);
  const lines = Buffer.alloc(height * (1 + 3 * width));
  for (let row = 0; row < height; row++) {
    lines.set(rgb.subarray(row * 3 * width, (row + 1) * 3 * width), row * (1 + 3 * width) + 1);
  }
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND')];
  return `data:image/png;base64,${Buffer.concat([SIGNATURE, ...parts]).toString('base64')}`;
}

function chunk(type: string, content: Uint8Array = new Uint8Array(0)): Buffer {
  const own = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(content.length, 0);
  around.writeUInt32BE(crc32(own), 4);
  return Buffer.concat([around.subarray(0, 4), own, around.subarray(4)]);
}
