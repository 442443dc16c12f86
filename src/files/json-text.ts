/**
 * Encodes content as JSON, which has no NaN and no infinities: a number that isn't finite becomes the
 * string "NaN", "Infinity" or "-Infinity".
 *
 * @param indent  in spaces; by default, all is on one line
 */
export function jsonText(content: unknown, indent?: number): string {
  return JSON.stringify(content, nonFiniteAsString, indent);
}

function nonFiniteAsString(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
