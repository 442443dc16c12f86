import { figure } from '../../src/report/figures/figure';
import type { Figure } from '../../src/report/figures';
import { colour } from '../../src/report/figures/palette';
import type { Measured } from './measured';
import { figures } from './table';

const PARTS = ['training', 'evaluation'] as const;

/** Bars of each case's epoch on a logarithmic axis; a tick marks the least time of its products. */
export function epochFigure(machines: readonly Measured[]): Figure {
  const panels = PARTS.flatMap((part) =>
    machines.map(({ cases, instructions, medians }) => ({
      part,
      cases,
      medians,
      panel: `${part}, ${instructions}`,
    })),
  );
  const values = panels.flatMap(({ part, cases, medians, panel }) =>
    cases.flatMap((given) => {
      const { contender, threads, dtype, label } = given;
      const seconds = medians.epoch(contender, threads, part, dtype);
      if (seconds === null) return [];
      const limit = medians.limitOf(given, part);
      const [time, least] = [1000 * seconds, limit === null ? null : 1000 * limit];
      const isOurs = contender === 'native' || contender === 'js';
      return [{ label, panel, time, least, text: figures(time), isOurs }];
    }),
  );
  const longest = Math.max(...values.map(({ time }) => time));
  const x = {
    type: 'quantitative',
    scale: { type: 'log', domain: [1, 2 * longest], nice: false },
    axis: { title: 'milliseconds; mark: the limit of the products', tickCount: 5 },
  };
  const { spec, ...named } = figure(
    'results',
    `Milliseconds of a training epoch of 10,000 images, and of evaluating 20,000: ${values
      .map(({ label, panel, text }) => `${label}, ${panel} ${text}`)
      .join('; ')}`,
    {
      columns: machines.length,
      data: { values },
      facet: {
        field: 'panel',
        type: 'nominal',
        sort: panels.map(({ panel }) => panel),
        title: null,
        header: { labelAnchor: 'start', labelFontWeight: 'bold' },
      },
      spec: {
        width: machines.length === 1 ? 420 : 300,
        height: { step: 20 },
        encoding: {
          y: {
            field: 'label',
            type: 'nominal',
            sort: null,
            axis: { title: null, labelLimit: 300 },
          },
        },
        layer: [
          {
            mark: { type: 'bar' },
            encoding: {
              x: { ...x, field: 'time' },
              x2: { datum: 1 },
              color: {
                field: 'isOurs',
                type: 'nominal',
                scale: { domain: [true, false], range: [colour('series-1'), colour('series-7')] },
                legend: null,
              },
            },
          },
          {
            mark: { type: 'text', align: 'left', dx: 4, color: colour('ink') },
            encoding: { x: { ...x, field: 'time' }, text: { field: 'text' } },
          },
          {
            transform: [{ filter: 'isValid(datum.least)' }],
            mark: {
              type: 'tick',
              thickness: 5,
              color: colour('series-2'),
              stroke: colour('surface'),
              strokeWidth: 1.5,
            },
            encoding: { x: { ...x, field: 'least' } },
          },
        ],
      },
    },
  );
  return { ...named, spec, title: 'One epoch of configuration 2 on CIFAR-10' };
}
