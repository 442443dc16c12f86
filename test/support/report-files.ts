import { Resvg } from '@resvg/resvg-js';
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const PNG_SIGNATURE = '89504e470d0a1a0a';
export const METRICS = ['accuracy', 'cost', 'loss'];
export const PLOTS = ['class-metrics', 'confusion-matrix', 'reliability', 'true-class-probability'];
export const PICTURES = [
  'confident-mistakes',
  'surest-hits',
  'weights',
  'weights-common-scale',
  'weights-over-epochs',
];
const CHECKS = ['findings', 'gradient-check'];
/** Accuracy, gap and ‖W‖ along λ: of runs that differ in it alone. */
const ALONG_LAMBDA = ['accuracy', 'gap', 'weight-norm'].map((of) => `lambda-${of}`);
export const TOGETHER = [
  ...METRICS.flatMap((metric) => [metric, `${metric}-overlay`]),
  ...ALONG_LAMBDA,
  'weight-norm',
  'confusion-difference',
  ...CHECKS,
];

/** A page without its scripts, which hold data. */
export const markup = (page: string): string =>
  readFileSync(page, 'utf8').replace(/<script\b[^]*?<\/script>/g, '');

/** Asserts that a folder has these figures and no others, each a sound SVG and a PNG. */
export function expectFigures(folder: string, names: readonly string[]): void {
  const files = readdirSync(folder).filter((name) => !/\.(npy|safetensors)$/.test(name));
  const expected = names.flatMap((name) => [`${name}.png`, `${name}.svg`]);
  expect(files.sort()).to.deep.equal(expected.sort());
  for (const name of names) {
    const png = readFileSync(path.join(folder, `${name}.png`));
    expect(png.subarray(0, 8).toString('hex'), name).to.equal(PNG_SIGNATURE);
    const svg = readFileSync(path.join(folder, `${name}.svg`), 'utf8');
    const { width, height } = new Resvg(svg); // throws where the XML isn't well-formed
    expect(Math.min(width, height), name).to.be.greaterThan(100);
    expect(png.readUInt32BE(16), name).to.be.closeTo(2 * width, 2);
  }
}
