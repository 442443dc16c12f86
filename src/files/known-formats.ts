/* eslint-disable no-control-regex -- what tells formats apart from text */
/** Formats by their first bytes as Latin-1 text, in words that continue `got`. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^PK\x03\x04.{26}(\[Content_Types\]|_rels|xl\/|docProps)/s, 'an Excel workbook: save it as CSV'],
  [/^PK\x03\x04.{26}mimetypeapplication\/vnd\.oasis/s, 'an OpenDocument file: save it as CSV'],
  [/^PK\x03\x04.{26}[^/]*\/(data\.pkl|version|\.format)/s, 'a file of PyTorch: save NumPy arrays'],
  [/^PK[\x03\x05\x07]/, 'a zip archive: unpack it, or name an .npz with that ending'],
  [/^\xd0\xcf\x11\xe0/, 'an old Excel workbook or another Office file: save it as CSV'],
  [/^\x1f\x8b/, 'a gzip file: unpack it'],
  [/^BZh\d1AY&SY/, 'a bzip2 file: unpack it'],
  [/^\xfd7zXZ/, 'an xz file: unpack it'],
  [/^\x28\xb5\x2f\xfd/, 'a Zstandard file: unpack it'],
  [/^7z\xbc\xaf/, 'a 7z archive: unpack it'],
  [/^PAR1[\0-\x1f]/, 'a Parquet file: save CSV or NumPy arrays, e.g. by pandas'],
  [/^(ARROW1|FEA1)[\0-\x1f]/, 'an Arrow or Feather file: save CSV or NumPy arrays, e.g. by pandas'],
  [/^Rar!\x1a\x07/, 'a RAR archive: unpack it'],
  [/^[^\0]{1,100}\0.{156,256}ustar/s, 'a tar archive: unpack it'],
  [/^\x89HDF/, 'an HDF5 file: save its arrays as .npy or .npz'],
  [/^MATLAB 5\.0/, 'a MATLAB file: save its arrays as .npy or .npz'],
  [/^SQLite format 3/, 'an SQLite database: save its table as CSV'],
  [/^\x93NUMPY/, 'a NumPy array (.npy)'],
  [/^\x80[\x02-\x05]/, 'a pickle, which is never loaded: save NumPy arrays'],
  [/^\x89PNG/, 'a PNG image'],
  [/^\xff\xd8\xff/, 'a JPEG image'],
  [/^GIF8[79]a/, 'a GIF image'],
  [/^RIFF....WEBP/s, 'a WebP image'],
  [/^%PDF-/, 'a PDF file'],
  [/^version https:\/\/git-lfs/, "a pointer of Git LFS, not the file itself: run 'git lfs pull'"],
  [/^\s*<(!doctype html|html|head|body|table)\b/i, 'an HTML page, as of a failed download'],
  [/^(\xef\xbb\xbf)?\s*<\?xml/, 'an XML file'],
  [/^(%[^\n]*\n|\s)*@relation\b/i, 'an ARFF file of Weka: save it as CSV'],
  [/^(\xff\xfe\0\0|\0\0\xfe\xff)/, 'text in UTF-32: save it in UTF-8'],
  [/^.{7}\0\{"/s, 'a safetensors file'],
  [/^\x08[\x01-\x20]\x12/, 'an ONNX model'],
  [/^\0\0[\x08-\x0e][\x01-\x08]/, 'an idx file, as of MNIST'],
  [/^(\xef\xbb\xbf)?\s*(\{\s*["}]|\[\s*[{[])/, 'JSON'],
];

/** A line with numbers, and something between them. */
const TABLE = /^[^\n]*\d[,;\t|][^\n]*\n?/;

/** First bytes that are enough to tell formats apart. */
export const HEAD_BYTES = 512;

/** Says what the first bytes are of, in words that continue `got`; null if they don't tell. */
export function knownFormat(head: Uint8Array): string | null {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  return FORMATS.find(([beginning]) => beginning.test(text))?.[1] ?? null;
}

/** The same, with words for text and for bytes of no known format. */
export function formatInWords(head: Uint8Array): string {
  const known = knownFormat(head);
  if (known !== null) return known;
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  if (text === '') return 'an empty file';
  if (/[\0-\x08\x0e-\x1f]/.test(text)) return 'bytes of no known format';
  return TABLE.test(text) ? 'text, as of a CSV' : 'text';
}
