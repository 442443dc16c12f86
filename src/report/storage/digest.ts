import { createHash } from 'node:crypto';
import { jsonText } from '../../files';

/** The key that a file has its digest in. */
const KEY = 'digest';

/**
 * The digest of a file's content: the SHA-256 sum of its canonical JSON without the digest itself, so that
 * neither the order of keys nor white space matters, and any other number or text shows.
 *
 * Source of the canonical form: RFC 8785, "JSON Canonicalization Scheme".
 *
 * @param content  as JSON has it, or as it is to be written
 */
export function digestOf(content: object): string {
  const written = JSON.parse(jsonText(content)) as Record<string, unknown>;
  const sum = createHash('sha256').update(canonicalJson({ ...written, [KEY]: undefined }));
  return `sha256:${sum.digest('hex')}`;
}

/** Returns the content with its digest as the last key. */
export function withDigest<Content extends object>(
  content: Content,
): Content & { readonly digest: string } {
  return { ...content, [KEY]: digestOf(content) };
}

/** JSON without white space, its keys in the order of their UTF-16 code units. */
function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value)
    .filter(([, own]) => own !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const pairs = entries.map(([key, own]) => `${JSON.stringify(key)}:${canonicalJson(own)}`);
  return `{${pairs.join(',')}}`;
}
