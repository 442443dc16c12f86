import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Standardiser } from '../../src/data';
import { readModel } from '../../src/exchange';
import { encodeJson } from '../../src/exchange/json';
import { encodeModel } from '../../src/exchange/safetensors-model';
import { checksum, decodeSafetensors, encodeSafetensors, type Tensor } from '../../src/files';
import { Parameters } from '../../src/model';
import { rejection } from '../support/rejection';
import { smallModel } from '../support/models';
import { temporaryFolder } from '../support/temporary-folder';

/** A whole file of `smallModel`, with other arrays or another description; its sum is right. */
function file({
  tensors = {},
  description = {},
  metadata = {},
}: {
  readonly tensors?: Record<string, Tensor | undefined>;
  readonly description?: Record<string, unknown>;
  readonly metadata?: Record<string, string>;
} = {}): Buffer {
  const content = decodeSafetensors(Buffer.concat(encodeModel(smallModel())), 'x');
  const all = Object.fromEntries(
    Object.entries({ ...content.tensors, ...tensors }).filter(([, own]) => own !== undefined),
  ) as Record<string, Tensor>;
  const was = JSON.parse(content.metadata.model) as object;
  const model = JSON.stringify({ ...was, ...description });
  const sums = { model, sha256: checksum(model, all) };
  return Buffer.concat(
    encodeSafetensors({ tensors: all, metadata: { ...content.metadata, ...sums, ...metadata } }),
  );
}

const floats = (shape: number[], value = 0): Tensor => ({
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value),
});

const json = (changes: Record<string, unknown> = {}): string =>
  JSON.stringify({
    coef: [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    intercept: [0, 0, 0],
    classes: ['a', 'b', 'c'],
    ...changes,
  });

/** More brackets than a function that calls itself gets through. */
const DEEP = '['.repeat(200_000);

const CASES: [string, string | Buffer, RegExp][] = [
  ['nothing', '', /got an empty file$/],
  ['text', 'a model, this is not', /\.safetensors or \.json, got text$/],
  ['a CSV', 'a,b,c\n1,2,x\n', /got text$/],
  ['an ONNX model', Buffer.from('\x08\x07\x12\x08onelayer', 'latin1'), /got an ONNX model$/],
  ['a gzip file', Buffer.from('\x1f\x8b\x08\0', 'latin1'), /got a gzip file: unpack it$/],
  ['a pickle', Buffer.from('\x80\x04\x95abc', 'latin1'), /got a pickle, which is never loaded/],
  [
    'a huge header',
    Buffer.from('ffffffffffffff7f7b7d', 'hex'),
    /got a header of 9223372036854775807/,
  ],
  [
    'a safetensors file of others',
    file({ metadata: { format: 'pt' } }),
    /a model of onelayer, got "pt"/,
  ],
  ['one bit that is another', flipped(file()), /got a damaged one: its SHA-256 sum is another/],
  ['half of it', file().subarray(0, 300), /expected a safetensors file, got/],
  ['no description', file({ metadata: { model: '', sha256: '' } }), /got a damaged one/],
  ['a description of another version', file({ description: { version: 2 } }), /"version": /],
  ['an unknown key', file({ description: { oops: 1 } }), /unknown key "oops"/],
  ['one class', file({ description: { classes: ['a'] } }), /"classes": /],
  [
    'fewer classes than rows',
    file({ description: { classes: ['a', 'b'] } }),
    /"weight" of 2 × 4, got one of 3 × 4/,
  ],
  [
    'a class twice',
    file({ description: { classes: ['a', 'b', 'a'] } }),
    /classes: expected each once, got "a" twice/,
  ],
  ['an unknown loss', file({ description: { loss: 'mse' } }), /"loss": /],
  ['a temperature of 0', file({ description: { temperature: 0 } }), /"temperature": /],
  ['a range of 0', file({ description: { range: 0 } }), /"range": /],
  [
    'an image of another size',
    file({ description: { image: { width: 3, height: 1, channels: 1 } } }),
    /image: expected one of 4 values, got one of 3/,
  ],
  [
    'smoothed hinge',
    file({ description: { loss: 'hinge' } }),
    /labelSmoothing: expected 0 for the hinge/,
  ],
  ['no weights', file({ tensors: { weight: undefined } }), /"weight" of 3 × 0, got none/],
  ['no deviations', file({ tensors: { deviation: undefined } }), /"deviation" of 4, got none/],
  [
    'no features',
    file({ tensors: { weight: floats([3, 0]), mean: floats([0]), deviation: floats([0]) } }),
    /features: expected 1 to \d+, got 0/,
  ],
  ['a bias too long', file({ tensors: { bias: floats([4]) } }), /"bias" of 3, got one of 4/],
  ['a stray array', file({ tensors: { stray: floats([1]) } }), /no array "stray"/],
  [
    'a weight that is NaN',
    file({ tensors: { weight: floats([3, 4], NaN) } }),
    /weights\[0\]: expected a finite number, got NaN/,
  ],
  [
    'an infinite bias',
    file({ tensors: { bias: floats([3], Infinity) } }),
    /bias\[0\]: expected a finite number, got Infinity/,
  ],
  [
    'a mean that is NaN',
    file({ tensors: { mean: floats([4], NaN) } }),
    /mean\[0\]: expected a finite/,
  ],
  [
    'a deviation below 0',
    file({ tensors: { deviation: floats([4], -1) } }),
    /deviation\[0\]: expected at least 0, got -1/,
  ],
  ['JSON that is cut off', json().slice(0, 30), /got what is no JSON/],
  ['JSON that is too deep', `{"coef":${DEEP}`, /got lists or objects in more than 256 others/],
  [
    'JSON with coefficients twice',
    json().replace('{', '{"coef":[[1]],'),
    /got the key "coef" twice/,
  ],
  [
    'JSON with a key twice in its provenance',
    json().replace('{', '{"provenance":{"a":1,"a":2},'),
    /got the key "a" twice/,
  ],
  ['JSON that is no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), /got what is no UTF-8/],
  ['JSON with an unknown key', json({ coefs: [] }), /unknown key "coefs"/],
  ['JSON without coefficients', json({ coef: undefined }), /"coef": /],
  ['JSON with null for a number', json({ intercept: [0, null, 0] }), /"intercept.1": /],
  [
    'JSON with ragged rows',
    json({ coef: [[1, 2], [3], [4, 5]] }),
    /"coef.1": expected 2 numbers, got 1/,
  ],
  [
    'JSON with a row too few',
    json({
      coef: [
        [1, 2],
        [3, 4],
      ],
    }),
    /"coef": expected 3 rows, got 2/,
  ],
  [
    'JSON with an intercept too few',
    json({ intercept: [0, 0] }),
    /"intercept": expected 3 numbers, got 2/,
  ],
  ['JSON with a mean too few', json({ mean: [0] }), /"mean": expected 2 numbers, got 1/],
  ['JSON with a scale too many', json({ scale: [1, 1, 1] }), /"scale": expected 2 numbers, got 3/],
  [
    'JSON with a scale below 0',
    json({ scale: [1, -1] }),
    /deviation\[1\]: expected at least 0, got -1/,
  ],
  [
    'JSON with numbers beyond float32',
    json({
      coef: [
        [1e300, 0],
        [0, 0],
        [0, 0],
      ],
      precision: 'float32',
    }),
    /weights\[0\]: expected a finite number, got Infinity/,
  ],
  ['JSON with numbers beyond all', json().replace('1,2', '1e999,2'), /"coef.0.0": /],
];

function flipped(bytes: Buffer): Buffer {
  bytes[bytes.length - 5] ^= 1;
  return bytes;
}

describe('a bad model file', () => {
  const folder = temporaryFolder();

  for (const [name, content, message] of CASES) {
    it(`is refused in one line: ${name}`, async () => {
      const at = path.join(folder(), 'model.file');
      writeFileSync(at, content);
      const said = await rejection(() => readModel(at), 'FILE_INVALID');
      expect(said)
        .to.match(message)
        .and.to.match(/^[^\n]*$/);
      expect(said).to.have.lengthOf.below(at.length + 250);
      expect(said.startsWith(at)).to.equal(true);
    });
  }

  it('is refused where it is none: missing, a folder', async () => {
    const missing = path.join(folder(), 'missing');
    expect(await rejection(() => readModel(missing), 'FILE_INVALID')).to.match(/it is not there/);
    expect(await rejection(() => readModel(folder()), 'FILE_INVALID')).to.match(/it is no file/);
  });

  it('may have any length of header: one whose first byte is a brace too', async () => {
    for (let padding = 0; padding < 300; padding++) {
      const provenance = { note: ' '.repeat(padding) };
      const at = path.join(folder(), 'model.file');
      writeFileSync(at, Buffer.concat(encodeModel(smallModel({ provenance }))));
      expect((await readModel(at)).provenance).to.deep.equal(provenance);
    }
  });

  it('may have a byte order mark, or be in UTF-16, if it is JSON', async () => {
    const text = json({ classes: ['a', 'é', 'c'] });
    const written = [
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      Buffer.from(text, 'utf16le'),
    ];
    for (const bytes of written) {
      const file = path.join(folder(), 'model.json');
      writeFileSync(file, bytes);
      expect((await readModel(file)).classes).to.deep.equal(['a', 'é', 'c']);
    }
  });

  it('may begin with white space, if it is JSON', async () => {
    const at = path.join(folder(), 'model.file');
    writeFileSync(at, `\n\n   ${String(Buffer.concat([...encodeJson(smallModel())]))}`);
    expect((await readModel(at)).classes).to.deep.equal(smallModel().classes);
  });

  it('takes no time for many classes', async () => {
    const K = 2 ** 16;
    const classes = Array.from({ length: K }, (_, k) => `class ${k}`);
    const [mean, deviation] = [Float64Array.of(0), Float64Array.of(1)];
    const model = smallModel({
      classes,
      parameters: new Parameters(K, 1, 'float32'),
      standardiser: new Standardiser({ mean, deviation, range: 1 }),
    });
    const at = path.join(folder(), 'model.file');
    writeFileSync(at, Buffer.concat(encodeModel(model)));
    const start = performance.now();
    expect((await readModel(at)).classes).to.have.lengthOf(K);
    expect(performance.now() - start).to.be.below(5000);
  });
});
