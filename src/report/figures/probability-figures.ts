import type { TestAnalysis } from '../results/test-analysis';
import { percent } from '../text/format';
import { DASHED_LINE, figure, FITTED, namedScale, PERCENT, unitAxis, type Figure } from './figure';
import { colour } from './palette';

/** The histogram of the probability of a test sample's own class: hits upwards, mistakes downwards. */
export function trueClassFigure({ trueClass }: TestAnalysis): Figure {
  const values = trueClass.flatMap(({ from, to, right, wrong }) => [
    { from, to, answer: 'right', samples: right, height: right },
    { from, to, answer: 'wrong', samples: wrong, height: -wrong },
  ]);
  return figure(
    'true-class-probability',
    'Histogram of the probability given to the true class: rightly classified test samples upwards, wrongly classified ones downwards',
    {
      ...FITTED,
      height: 320,
      data: { values },
      mark: { type: 'rect', stroke: colour('surface'), strokeWidth: 0.5 },
      encoding: {
        x: probabilityAxis('from', 'probability given to the true class'),
        x2: { field: 'to' },
        y: {
          field: 'height',
          type: 'quantitative',
          stack: null,
          axis: {
            title: 'test samples: ↑ right, ↓ wrong',
            labelExpr: "format(abs(datum.value), ',')",
          },
        },
        y2: { datum: 0 },
        color: namedScale('answer', ['right', 'wrong'], [colour('series-3'), colour('series-2')]),
        tooltip: [
          { field: 'answer', title: 'classified' },
          { field: 'from', title: 'from', format: '.2f' },
          { field: 'to', title: 'to', format: '.2f' },
          { field: 'samples', title: 'test samples', format: ',' },
        ],
      },
    },
  );
}

/** Accuracy over confidence; a calibrated model is on the diagonal. */
export function reliabilityFigure({ calibration }: TestAnalysis): Figure {
  return figure(
    'reliability',
    'Reliability diagram: the accuracy of the test samples in each bin of confidence, beside the diagonal of perfect calibration',
    {
      ...FITTED,
      height: 320,
      data: { values: calibration.bins.filter(({ samples }) => samples > 0) },
      layer: [accuracyBars(), diagonal(), ...distances(), calibrationError(calibration)],
    },
  );
}

const BIN_TOOLTIP = [
  { field: 'confidence', type: 'quantitative', title: 'mean confidence', format: '.1%' },
  { field: 'accuracy', type: 'quantitative', title: 'accuracy', format: '.1%' },
  { field: 'samples', type: 'quantitative', title: 'test samples', format: ',' },
];

function accuracyAxis(field: string) {
  return unitAxis(field, { title: 'accuracy: part that is right', tickCount: 5, ...PERCENT });
}

function accuracyBars() {
  return {
    mark: {
      type: 'rect',
      stroke: colour('surface'),
      strokeWidth: 1,
      fill: colour('series-1'),
      fillOpacity: 0.55,
    },
    encoding: {
      x: probabilityAxis('from', 'confidence: probability of the predicted class'),
      x2: { field: 'to' },
      y: accuracyAxis('accuracy'),
      y2: { datum: 0 },
      tooltip: BIN_TOOLTIP,
    },
  };
}

function diagonal() {
  return {
    data: { values: [{ from: 0, to: 1 }] },
    mark: DASHED_LINE,
    encoding: {
      x: { field: 'from', type: 'quantitative' },
      y: accuracyAxis('from'),
      x2: { field: 'to' },
      y2: { field: 'to' },
    },
  };
}

/** Lines from each bin's point to the diagonal. */
function distances() {
  const at = {
    x: { field: 'confidence', type: 'quantitative' },
    y: accuracyAxis('accuracy'),
    tooltip: BIN_TOOLTIP,
  };
  return [
    {
      mark: { type: 'rule', stroke: colour('series-2'), strokeWidth: 2 },
      encoding: { ...at, y2: { field: 'confidence' } },
    },
    {
      mark: { type: 'point', filled: true, size: 55, fill: colour('series-2'), opacity: 1 },
      encoding: at,
    },
  ];
}

function calibrationError({ expectedError }: TestAnalysis['calibration']) {
  const place = { align: 'left', baseline: 'top', x: 10, y: 8 };
  return {
    data: { values: [{ text: `expected calibration error ${percent(expectedError)}` }] },
    mark: { type: 'text', ...place, fontSize: 12, fill: colour('ink') },
    encoding: { text: { field: 'text' } },
  };
}

function probabilityAxis(field: string, title: string) {
  return unitAxis(field, { title, format: '.1f', tickCount: 5, grid: false });
}
