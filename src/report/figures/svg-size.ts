/** Width and height of a figure in pixels. */
export interface FigureSize {
  readonly width: number;
  readonly height: number;
}

/** The size that an SVG says it has. */
export function sizeOfSvg(svg: string): FigureSize {
  const found = /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  if (!found) throw new Error(`expected an SVG with width and height, got ${svg.slice(0, 200)}`);
  const [, width, height] = found;
  return { width: Number(width), height: Number(height) };
}
