import { expect } from 'chai';
import { PNG } from 'pngjs';
import sharp from 'sharp';
import { crc32 } from 'node:zlib';
import { plainPng } from '../../src/data/pictures/plain-png';

const SIZE = { width: 13, height: 7 };

/** Smooth noise, for which each filter is of use. */
function pixelsOf(channels: number): Buffer {
  const length = SIZE.width * SIZE.height * channels;
  return Buffer.from(Array.from({ length }, (_, i) => (5 * i + ((i * i * 7919) % 41)) % 256));
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Where the first chunk ends. */
const AFTER_HEADER = 33;

function withChunk(file: Buffer, type: string, data: Uint8Array): Buffer {
  return Buffer.concat([
    file.subarray(0, AFTER_HEADER),
    chunk(type, data),
    file.subarray(AFTER_HEADER),
  ]);
}

describe('plainPng', () => {
  const write = (channels: 1 | 3, filterType = -1): Buffer =>
    PNG.sync.write(
      Object.assign(new PNG(SIZE), { data: pixelsOf(channels) }),
      { colorType: channels === 1 ? 0 : 2, inputColorType: channels === 1 ? 0 : 2, inputHasAlpha: false, filterType },
    ); // prettier-ignore

  for (const channels of [1, 3] as const) {
    for (const filter of [0, 1, 2, 3, 4]) {
      it(`undoes filter ${filter} of ${channels} channels`, async () => {
        const file = write(channels, filter);
        const found = plainPng(file, SIZE);
        expect(found).to.deep.equal({ pixels: new Uint8Array(pixelsOf(channels)), channels });
        const other = await sharp(file)
          .toColourspace(channels === 1 ? 'b-w' : 'srgb')
          .raw()
          .toBuffer();
        expect([...other]).to.deep.equal([...pixelsOf(channels)]);
      });
    }
  }

  it('looks over chunks that sharp looks over', async () => {
    const gamma = Buffer.of(0, 0, 0xff, 0xff);
    const others = { tEXt: Buffer.from('a\0b'), sRGB: Buffer.of(0), gAMA: gamma, cHRM: Buffer.alloc(32, gamma), pHYs: Buffer.of(0, 0, 0, 9, 0, 0, 0, 9, 1) }; // prettier-ignore
    for (const [type, data] of Object.entries(others)) {
      const file = withChunk(write(3), type, data);
      const pixels = await sharp(file).toColourspace('srgb').raw().toBuffer();
      expect([...(plainPng(file, SIZE)?.pixels ?? [])], type).to.deep.equal([...pixels]);
    }
  });

  it('leaves all else to sharp', async () => {
    const picture = sharp(pixelsOf(3), { raw: { ...SIZE, channels: 3 } });
    const whole = write(3);
    const damaged = Buffer.from(whole);
    damaged[AFTER_HEADER + 20] ^= 1;
    const files: Record<string, Buffer> = {
      'a palette': await picture.clone().png({ palette: true }).toBuffer(),
      'interlaced': await picture.clone().png({ progressive: true }).toBuffer(),
      'transparent': await picture.clone().ensureAlpha(0.5).png().toBuffer(),
      'of 16 bits': await picture.clone().toColourspace('rgb16').png().toBuffer(),
      'a profile': await picture.clone().withIccProfile('p3').png().toBuffer(),
      'turned': withChunk(whole, 'eXIf', Buffer.alloc(8)),
      'a transparent colour': withChunk(whole, 'tRNS', Buffer.alloc(6)),
      'another format': await picture.clone().jpeg().toBuffer(),
      'truncated': whole.subarray(0, whole.length - 5),
      'cut off in its first chunk': whole.subarray(0, 30),
      'damaged': damaged,
      'nothing': Buffer.alloc(0),
    }; // prettier-ignore
    for (const [title, file] of Object.entries(files)) {
      expect(plainPng(file, SIZE), title).to.equal(null);
    }
    expect(plainPng(whole, { width: 7, height: 13 })).to.equal(null);
    expect(plainPng(whole, SIZE)).not.to.equal(null);
  });
});
