import type { PlacedFigure, ReportDocument } from './document';

/** Makes something of each figure of a document; returns what tells what was made of which. */
export async function ofEachFigure<Made extends object>(
  { blocks }: ReportDocument,
  make: (figure: PlacedFigure) => Promise<Made>,
): Promise<(figure: PlacedFigure) => Made> {
  const figures = blocks.flatMap((block) => (block.kind === 'figures' ? block.figures : []));
  const made = new Map(
    await Promise.all(figures.map(async (one) => [one, await make(one)] as const)),
  );
  return (one) => {
    const its = made.get(one);
    if (its === undefined) throw new Error('expected a figure of the document');
    return its;
  };
}
