import path from 'node:path';
import { writeDerived } from '../files';
import { draw, drawFigurePdf, drawPng, svgFile, type DrawnFigure, type Figure } from './figures';
import type { FigureFormat } from './report-options';
import { makeFolder } from './storage/saved-run';

/**
 * Draws figures and writes each in some formats. `write` ends when the SVGs are written, `finish` when
 * the other files are too; they are drawn in the background.
 */
export class FigureFiles {
  readonly #others: Promise<void>[] = [];

  /** @param onFile  called when a file has been written */
  constructor(
    private readonly formats: readonly FigureFormat[] = ['svg', 'png'],
    private readonly onFile: (file: string) => void = () => undefined,
  ) {}

  async write(folder: string, figures: readonly Figure[]): Promise<DrawnFigure[]> {
    makeFolder(folder);
    return Promise.all(figures.map((figure) => this.#write(folder, figure)));
  }

  /** Waits for the files that are drawn in the background; throws the first error of one. */
  async finish(): Promise<void> {
    await Promise.all(this.#others);
  }

  async #write(folder: string, figure: Figure): Promise<DrawnFigure> {
    const drawn = await draw(figure);
    const svg = svgFile(drawn);
    for (const format of this.formats) {
      const file = path.join(folder, `${figure.name}.${format}`);
      if (format === 'svg') this.#store(file, svg);
      else this.#storeOnceDrawn(file, format === 'png' ? drawPng(svg) : drawFigurePdf(svg));
    }
    return drawn;
  }

  #storeOnceDrawn(file: string, drawing: Promise<Uint8Array>): void {
    const stored = drawing.then((bytes) => this.#store(file, bytes));
    stored.catch(() => undefined); // `finish` throws it
    this.#others.push(stored);
  }

  #store(file: string, content: string | Uint8Array): void {
    writeDerived(file, content);
    this.onFile(file);
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
