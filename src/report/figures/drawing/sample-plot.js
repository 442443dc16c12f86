'use strict';

/** Points of two curves. */
const values = Array.from({ length: 40 }, (_, i) => ({
  epoch: i + 1,
  training: i / 40,
  validation: 1 - i / 50,
  name: `class ${i % 10}`,
}));

const x = {
  field: 'epoch',
  type: 'quantitative',
  scale: { domain: [{ expr: 'from' }, { expr: 'to' }], nice: false },
  axis: { title: 'epoch', tickCount: 8, format: 'd' },
};

const y = {
  field: 'value',
  type: 'quantitative',
  scale: { nice: true, zero: false, clamp: true },
  axis: { title: 'value', labelExpr: "format(datum.value, '.1f')" },
};

const set = { field: 'set', type: 'nominal', scale: { domain: ['training', 'validation'] } };

/** An arbitrary plot, made of the same parts as the report's. */
const SAMPLE = {
  config: { aria: false },
  width: 480,
  height: 300,
  autosize: { type: 'fit', contains: 'padding' },
  params: [
    { name: 'from', value: 1 },
    { name: 'to', value: values.length },
  ],
  data: { name: 'curve', values },
  transform: [{ filter: 'datum.epoch >= from && datum.epoch <= to' }],
  layer: [
    {
      params: [{ name: 'zoom', select: { type: 'interval', encodings: ['x'] } }],
      transform: [{ fold: ['training', 'validation'], as: ['set', 'value'] }],
      mark: { type: 'line' },
      encoding: { x, y, color: { ...set, legend: { orient: 'top' } }, strokeDash: set },
    },
    {
      transform: [{ calculate: 'datum.training', as: 'value' }],
      mark: { type: 'point', filled: true },
      encoding: { x, y, shape: { field: 'name', type: 'nominal', legend: null } },
    },
    {
      transform: [{ calculate: 'min(to, datum.epoch + 0.5)', as: 'end' }],
      mark: { type: 'rect' },
      encoding: { x, x2: { field: 'end' }, tooltip: [{ field: 'epoch', title: 'epoch' }] },
    },
    {
      mark: { type: 'text' },
      encoding: { x, y: { ...y, field: 'validation' }, text: { field: 'name' } },
    },
  ],
};

module.exports = { SAMPLE };
