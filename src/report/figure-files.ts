import path from 'node:path';
import { writeWhole } from '../files';
import { draw, pngFile, svgFile, type DrawnFigure, type Figure } from './figures';
import { makeFolder } from './storage/saved-run';

/**
 * Draws figures and writes each as SVG and PNG. The SVGs are there when `write` ends; the PNGs, which
 * another process draws meanwhile, when `finish` does.
 */
export class FigureFiles {
  readonly #pngs: Promise<void>[] = [];

  async write(folder: string, figures: readonly Figure[]): Promise<DrawnFigure[]> {
    makeFolder(folder);
    const all: DrawnFigure[] = [];
    for (const figure of figures) {
      const drawn = await draw(figure);
      const svg = svgFile(drawn);
      writeWhole(path.join(folder, `${figure.name}.svg`), svg);
      this.#addPng(path.join(folder, `${figure.name}.png`), svg);
      all.push(drawn);
    }
    return all;
  }

  /** Throws what went wrong with a PNG. */
  async finish(): Promise<void> {
    await Promise.all(this.#pngs);
  }

  #addPng(file: string, svg: string): void {
    const png = pngFile(svg).then((bytes) => writeWhole(file, bytes));
    png.catch(() => undefined); // `finish` throws it
    this.#pngs.push(png);
  }
}
