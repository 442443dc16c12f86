/** What XML doesn't allow in a text, not even escaped. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ZERO_WIDTH_SPACE = '\u200b';

/**
 * Class names as figures can have them: without characters that an SVG can't hold, and each unlike
 * the others and any object's own keys, by which plots tell classes apart. What is added can't be
 * seen.
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
