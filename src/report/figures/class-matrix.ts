import { FITTED, listAxis } from './figure';
import { colour } from './palette';

/** A matrix whose rows are true classes, and whose columns are predicted ones. */
export interface ClassMatrix {
  readonly classes: readonly string[];
  readonly params: readonly object[];
  /** For each cell the classes' names, as `label` and `predicted`, and what `transform` and `cell` need. */
  readonly values: readonly object[];
  /** Makes a cell's `text`, among others. */
  readonly transform: readonly object[];
  /** What the tooltip has beside both classes. */
  readonly tooltip: readonly object[];
  /** The layer of the cells: what fills them. */
  readonly cell: { readonly transform?: readonly object[]; readonly encoding: object };
}

/** With more classes, there is no room for a cell's text. */
const MOST_TEXTS = 20;

/** Draws a matrix of classes, with a text in each cell. */
export function classMatrix(matrix: ClassMatrix) {
  const { classes, params, values, transform, tooltip, cell } = matrix;
  const axis = (field: string, title: string, more: object = {}) =>
    listAxis(field, { title, ticks: false, domain: false, labelPadding: 6, ...more });
  const text = {
    mark: { type: 'text', fontSize: { expr: 'width < 330 ? 9 : 11' }, fill: colour('ink') },
    encoding: { text: { field: 'text' } },
  };
  return {
    ...FITTED,
    height: Math.min(900, 130 + 27 * classes.length),
    params,
    data: { values },
    transform,
    encoding: {
      x: axis('predicted', 'predicted class', { labelAngle: -45 }),
      y: axis('label', 'true class'),
      tooltip: [
        { field: 'label', title: 'true class' },
        { field: 'predicted', title: 'taken for' },
        ...tooltip,
      ],
    },
    layer: [
      { mark: { type: 'rect', stroke: colour('grid') }, ...cell },
      ...(classes.length > MOST_TEXTS ? [] : [text]),
    ],
  };
}
