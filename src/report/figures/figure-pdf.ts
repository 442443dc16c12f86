import { drawPdf } from './drawing/drawing-processes';
import { sizeOfSvg } from './svg-size';

/** Points in a pixel. */
const POINTS = 0.75;

/** A figure's SVG as a PDF of one page, as large as the figure. */
export async function drawFigurePdf(svg: string): Promise<Uint8Array> {
  const { width, height } = sizeOfSvg(svg);
  const [across, down] = [width, height].map((pixels) => pixels * POINTS);
  const { pdf } = await drawPdf({
    pageSize: { width: across, height: down },
    pageMargins: 0,
    // Without a time of its own, the file is the same whenever it is made.
    info: { creator: 'onelayer', creationDate: new Date(0) },
    content: [{ svg, width: across, height: down }],
  });
  return pdf;
}
