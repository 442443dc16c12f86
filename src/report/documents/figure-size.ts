import type { FigureSize } from '../figures';
import type { PlacedFigure } from './document';

/** Points in a pixel of a figure, and the room of a page for figures: points. */
const POINTS = 0.75;
const PAGE = { width: 482, height: 520 };

/** The share of the text's width that a figure of several side by side takes, with the room between them. */
const SHARES = { 1: 1, 2: 0.49 } as const;

/** The size of figures, once they are drawn. */
export type SizeOf = (figure: PlacedFigure) => FigureSize;

/** The width of a figure on paper, in points: its own, unless that is too wide or too high. */
export function widthOnPaper({ width, height }: FigureSize, perRow: 1 | 2): number {
  const room = PAGE.width * SHARES[perRow];
  const own = perRow === 1 ? width * POINTS : room;
  return Math.min(own, room, (PAGE.height * width) / height);
}

/** The same as a part of the text's width. */
export function shareOnPaper(size: FigureSize, perRow: 1 | 2): number {
  return widthOnPaper(size, perRow) / PAGE.width;
}
