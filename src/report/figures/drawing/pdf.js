'use strict';

// Documents as PDFs.
const pdfmake = require('pdfmake');
const { signsIn } = require('./text-measure');

/** Regular and bold: whole, then subsets with the usual characters. */
const [whole, ...subset] = pairs(process.argv.slice(2)).map(([normal, bold]) => ({
  files: { normal, bold, italics: normal, bolditalics: bold },
  hasSign: onFirstUse(() => signsIn(normal)),
}));

pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((file) => process.argv.includes(file, 2));

/** Rules above, below the headings and below, as in a book. */
const RULED = {
  hLineWidth: (i, { table }) => (i === 0 || i === table.body.length ? 0.8 : i === 1 ? 0.5 : 0),
  vLineWidth: () => 0,
  paddingLeft: (i) => (i === 0 ? 0 : 5),
  paddingRight: (i, { table }) => (i === table.widths.length - 1 ? 0 : 5),
  paddingTop: (i) => (i <= 1 ? 3 : 1.5),
  paddingBottom: (i, { table }) => (i === 0 || i === table.body.length - 1 ? 3 : 1.5),
};

const BOXED = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  fillColor: () => '#f1f3f5',
  paddingLeft: () => 8,
  paddingRight: () => 8,
  paddingTop: () => 6,
  paddingBottom: () => 6,
};

pdfmake.addTableLayouts({ ruled: RULED, boxed: BOXED });

/** The number of a page, in the middle of its foot. */
function footer(page, pages) {
  return { text: `${page} / ${pages}`, alignment: 'center', fontSize: 8, margin: [0, 20, 0, 0] };
}

/**
 * Draws a document as pdfmake defines it, all but its functions, with the number of each page where
 * `isNumbered`.
 */
async function drawPdf({ isNumbered, ...definition }) {
  const characters = [...new Set(JSON.stringify(definition.content))].filter((one) => one > '~');
  // The whole font takes five times as long to read as a subset.
  const font = subset.find(({ hasSign }) => characters.every(hasSign())) ?? whole;
  pdfmake.setFonts({ 'DejaVu Sans': font.files });
  const document = pdfmake.createPdf({
    ...definition,
    ...(isNumbered && { footer }),
    defaultStyle: { font: 'DejaVu Sans', fontSize: 10, lineHeight: 1.15 },
  });
  const missing = characters.filter((one) => !font.hasSign()(one));
  return { pdf: await document.getBuffer(), missing };
}

function pairs(items) {
  return items.flatMap((item, i) => (i % 2 === 0 ? [[item, items[i + 1]]] : []));
}

function onFirstUse(make) {
  let made;
  return () => (made ??= make());
}

/** Nothing is left to be loaded. */
function getReady() {}

module.exports = { drawPdf, getReady };
