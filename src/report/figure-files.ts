import path from 'node:path';
import { writeDerived } from '../files';
import { draw, drawPng, svgFile, type DrawnFigure, type Figure } from './figures';
import { makeFolder } from './storage/saved-run';

/**
 * Draws figures and writes each as SVG and PNG. `write` ends when the SVGs are written, `finish` when
 * the PNGs are too; they are drawn in the background.
 */
export class FigureFiles {
  readonly #pngs: Promise<void>[] = [];

  async write(folder: string, figures: readonly Figure[]): Promise<DrawnFigure[]> {
    makeFolder(folder);
    return Promise.all(figures.map((figure) => this.#write(folder, figure)));
  }

  /** Waits for the PNGs; throws the first error of one. */
  async finish(): Promise<void> {
    await Promise.all(this.#pngs);
  }

  async #write(folder: string, figure: Figure): Promise<DrawnFigure> {
    const drawn = await draw(figure);
    const svg = svgFile(drawn);
    const file = path.join(folder, figure.name);
    const png = drawPng(svg).then((bytes) => writeDerived(`${file}.png`, bytes));
    png.catch(() => undefined); // `finish` throws it
    this.#pngs.push(png);
    writeDerived(`${file}.svg`, svg);
    return drawn;
  }
}

/** Those of the drawn figures that are shown, by name. */
export function named(
  drawn: readonly DrawnFigure[],
  shown: readonly Figure[],
): Record<string, DrawnFigure> {
  const names = new Set(shown.map(({ name }) => name));
  return Object.fromEntries(
    drawn.filter(({ name }) => names.has(name)).map((figure) => [figure.name, figure]),
  );
}
