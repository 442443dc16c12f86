import { shownFeatures } from '../results/heaviest-features';
import type { FeatureWeights } from '../results/fit-report';
import { significant } from '../text/format';
import { figure, FITTED, listAxis, namedScale, type Figure } from './figure';
import { colour } from './palette';

/** Classes that have a column each. */
const MOST_CLASSES = 20;

/** With more classes, there is no room for a cell's text. */
const MOST_TEXTS = 12;

const MEANINGS = ['speaks for the class', 'speaks against it'] as const;

/** Which features speak for and against each class: the weights of the heaviest, a row each. */
export function featureWeightsFigure(
  features: readonly FeatureWeights[],
  classes: readonly string[],
): Figure {
  const rows = shownFeatures(features);
  const columns = classes.slice(0, MOST_CLASSES);
  const values = rows.flatMap(({ name, weights }) =>
    columns.map((label, k) => ({
      feature: name,
      label,
      weight: weights[k],
      size: Math.abs(weights[k]),
      meaning: MEANINGS[weights[k] < 0 ? 1 : 0],
      text: significant(weights[k], 2),
    })),
  );
  const drawn = figure(
    'feature-weights',
    `Weights of the ${rows.length} heaviest features (rows) for each class (columns): positive ones speak for the class, negative ones against it`,
    {
      ...FITTED,
      height: Math.min(900, 150 + 25 * rows.length),
      data: { values },
      encoding: {
        x: axis('label', 'class', { labelAngle: -45 }),
        y: axis('feature', 'feature'),
        tooltip: [
          { field: 'feature' },
          { field: 'label', title: 'class' },
          { field: 'weight', type: 'quantitative', format: '.3~g' },
        ],
      },
      layer: columns.length > MOST_TEXTS ? [cells()] : [cells(), texts()],
    },
  );
  const more =
    classes.length > columns.length
      ? `, the first ${columns.length} of ${classes.length} classes`
      : '';
  return {
    ...drawn,
    subtitle: `added to a class's score by one standard deviation more of the feature${more}`,
  };
}

const axis = (field: string, title: string, more: object = {}) =>
  listAxis(field, { title, ticks: false, domain: false, labelPadding: 6, ...more });

/** A cell for each weight, the deeper the larger it is. */
const cells = () => ({
  mark: { type: 'rect', stroke: colour('grid') },
  encoding: {
    fill: { ...namedScale('meaning', MEANINGS, [colour('series-1'), colour('series-2')]) },
    fillOpacity: {
      field: 'size',
      type: 'quantitative',
      // Light enough for dark text, in the dark theme for light text.
      scale: { type: 'pow', exponent: 0.7, zero: true, range: [0, 0.55] },
      legend: null,
    },
  },
});

const texts = () => ({
  mark: { type: 'text', fontSize: { expr: 'width < 330 ? 9 : 11' }, fill: colour('ink') },
  encoding: { text: { field: 'text' } },
});
