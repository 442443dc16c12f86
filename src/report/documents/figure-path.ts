import type { FigureFormat } from '../report-options';
import type { PlacedFigure } from './document';

/** The path of a figure's file from the document's folder: ASCII without spaces. */
export function figurePath({ folder, figure }: PlacedFigure, format: FigureFormat): string {
  return `${folder}/${figure.name}.${format}`;
}
