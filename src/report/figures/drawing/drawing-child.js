'use strict';

// A process that draws what it is sent, started by drawing-process.ts: plots as SVGs, and SVGs as PNGs.
// The renderer of PNGs holds its thread, and its allocator gives memory back to the system after each
// picture only to ask for it again at once, unless the environment that it finds at its start tells it
// not to: 52 figures took it 3.6 s so, and 1.8 s in an environment that does.
const ways = {
  plot: (spec) => require('./plot').drawPlot(spec),
  png: (svg) => require('./png').drawPng(svg),
  pdf: (definition) => require('./pdf').drawPdf(definition),
  getReady: (way) => require(`./${way}`).getReady(),
};

process.on('message', ({ id, way, what }) => {
  Promise.resolve(what)
    .then(ways[way])
    .then(
      (drawn) => process.send({ id, drawn }),
      (error) => process.send({ id, problem: String(error) }),
    );
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches all processes of a terminal; this one ends with the one that started it.
process.on('SIGINT', () => undefined);
