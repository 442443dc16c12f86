import { figure, type Figure } from './figure';
import { colour } from './palette';

/** A picture in a montage, with its captions. */
export interface Tile {
  /** A `data:` URL. */
  readonly url: string;
  readonly caption: readonly string[];
}

export interface TileRow {
  readonly title: string;
  readonly tiles: readonly Tile[];
}

/** The side of a picture, unless it is told otherwise, and the room around it. */
const SIDE = 96;
const GAP = 10;
const LINE = 15;
/** The width of the rows' titles, where there are any. */
const TITLE_WIDTH = 110;

export function montageFigure(
  name: string,
  description: string,
  rows: readonly TileRow[],
  side = SIDE,
): Figure {
  const tiles = rows.flatMap(({ tiles }, row) =>
    tiles.map((tile, column) => ({ ...tile, row, column })),
  );
  const columns = Math.max(1, ...rows.map((row) => row.tiles.length));
  const lines = Math.max(0, ...tiles.map(({ caption }) => caption.length));
  const pitch = { x: side + GAP, y: side + GAP + lines * LINE };
  const titleWidth = rows.some(({ title }) => title !== '') ? TITLE_WIDTH : 0;
  const width = titleWidth + columns * pitch.x;
  const height = Math.max(1, rows.length) * pitch.y;

  const at = { x: place('x', width), y: place('y', height, true) };
  const placed = tiles.map(({ row, column, ...tile }) => ({
    ...tile,
    x: titleWidth + (column + 0.5) * pitch.x,
    top: row * pitch.y,
  }));
  const titles = rows.map(({ title }, row) => ({ title, x: 0, y: row * pitch.y + side / 2 }));
  const text = { type: 'text', color: colour('ink') };
  return figure(name, description, {
    width,
    height,
    layer: [
      {
        data: { values: placed.map(({ url, x, top }) => ({ url, x, y: top + side / 2 })) },
        mark: { type: 'image', width: side, height: side, smooth: false },
        encoding: { ...at, url: { field: 'url' } },
      },
      {
        data: { values: placed.map(({ caption, x, top }) => ({ caption, x, y: top + side + 4 })) },
        mark: { ...text, baseline: 'top', lineHeight: LINE, fontSize: 11, limit: pitch.x - 2 },
        encoding: { ...at, text: { field: 'caption' } },
      },
      {
        data: { values: titles },
        mark: { ...text, align: 'left', fontSize: 12, fontWeight: 'bold', limit: titleWidth },
        encoding: { ...at, text: { field: 'title' } },
      },
    ],
  });
}

/** The encoding of a position in pixels. */
export function place(field: string, extent: number, reversed = false) {
  return {
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, extent], nice: false, zero: false, reverse: reversed },
  };
}
