/** Characters that XML doesn't allow in a text, not even escaped. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ZERO_WIDTH_SPACE = '\u200b';

/**
 * Class names that figures can use: without characters that an SVG can't hold, and distinct from each
 * other and from the keys of any object, since plots tell classes apart by key. Characters that are
 * added are invisible.
 */
export function drawableNames(names: readonly string[]): string[] {
  const taken = new Set<string>(['__proto__']);
  return names.map((name) => {
    let drawable = name.replace(NOT_XML, '\ufffd');
    while (taken.has(drawable)) drawable += ZERO_WIDTH_SPACE;
    taken.add(drawable);
    return drawable;
  });
}
