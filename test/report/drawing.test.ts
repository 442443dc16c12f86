import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { draw, drawPng, type DrawnFigure, type Figure } from '../../src/report/figures';
import { FONT_FILES } from '../../src/report/figures/drawing/drawing-process';
import { classMetricsFigure } from '../../src/report/figures/class-figures';
import { figure } from '../../src/report/figures/figure';
import sharp from 'sharp';
import { analysisOf } from '../support/reported-run';
import { failureOf } from '../support/rejection';
import { itThoroughly } from '../support/thorough';

const PLOT_MODULE = path.join(__dirname, '../../src/report/figures/drawing/plot.js');

const SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>';

/** The size that a PNG's header names. */
function sizeOf(png: Uint8Array): { width: number; height: number } {
  const bytes = Buffer.from(png);
  expect(bytes.toString('latin1', 1, 4)).to.equal('PNG');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The processes that this one has started and that draw. */
function drawers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => commandOf(id).includes('drawing-child.js') && parentOf(id) === process.pid)
    .map(Number);
}

function commandOf(id: string): string {
  return textOf(`/proc/${id}/cmdline`);
}

function parentOf(id: string): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(textOf(`/proc/${id}/status`))?.[1]);
}

/** Empty where the process has ended meanwhile. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** A plot whose curve is cut at its frame: the frame is a part that the curve refers to by its number. */
function plotOf(value: number): Figure {
  const values = [1, 2, 3].map((epoch) => ({ epoch, value: value * epoch }));
  const axis = (field: string) => ({ field, type: 'quantitative' });
  return figure(`plot-${value}`, 'A curve', {
    width: 100,
    height: 50,
    data: { values },
    mark: { type: 'line', clip: true },
    encoding: { x: axis('epoch'), y: axis('value') },
  });
}

const clipOf = ({ svg }: DrawnFigure): number => Number(/id="clip(\d+)"/.exec(svg)![1]);

/** Kills the processes that draw while a job waits for them. */
function killAllDuring<Drawn>(begin: () => Promise<Drawn>): Promise<Drawn> {
  const drawing = drawers();
  drawing.forEach((id) => process.kill(id, 'SIGSTOP'));
  const waiting = begin();
  drawing.forEach((id) => process.kill(id, 'SIGKILL'));
  return waiting;
}

const ENDED = 'a process that draws figures ended (SIGKILL)';

describe('PNG files', () => {
  it('have twice as many pixels as the SVG has units', async () => {
    expect(sizeOf(await drawPng(SQUARE))).to.deep.equal({ width: 60, height: 40 });
  });

  it('have the colours of the SVG, and are white where it has none', async () => {
    const circle = '<rect width="10" height="10" fill="#c80000" fill-opacity="0.4"/></svg>';
    const transparent = SQUARE.replace('</svg>', circle);
    const onBlack = transparent.replace('<rect', '<rect width="30" height="20" fill="#000"/><rect');
    const pixel = async (svg: string) => [
      ...(await sharp(await drawPng(svg))
        .raw()
        .toBuffer()),
    ];
    expect((await pixel(transparent)).slice(0, 4)).to.deep.equal([233, 153, 153, 255]);
    expect((await pixel(transparent)).slice(-4)).to.deep.equal([255, 255, 255, 255]);
    expect((await pixel(onBlack)).slice(0, 4)).to.deep.equal([80, 0, 0, 255]);
  });

  it('come each from its own SVG, however many are asked for at once', async () => {
    const widths = Array.from({ length: 20 }, (_, i) => 10 + i);
    const pngs = await Promise.all(
      widths.map((width) => drawPng(SQUARE.replace('30', String(width)))),
    );
    expect(pngs.map((png) => sizeOf(png).width)).to.deep.equal(widths.map((width) => 2 * width));
  });

  it('are refused where there is no SVG, and others still drawn', async () => {
    const [refused, drawn] = await Promise.allSettled([drawPng('<svg'), drawPng(SQUARE)]);
    expect(refused.status).to.equal('rejected');
    expect(drawn.status).to.equal('fulfilled');
  });

  it('are refused if the process that draws them is killed, and drawn by a new one', async function () {
    if (process.platform !== 'linux') this.skip();
    await drawPng(SQUARE);
    const before = drawers();
    const failure = await failureOf(killAllDuring(() => drawPng(SQUARE)));
    expect(failure?.message).to.equal(ENDED);
    expect(sizeOf(await drawPng(SQUARE)).width).to.equal(60);
    expect(drawers()).to.have.length(1);
    expect(before).to.not.include(drawers()[0]);
  });
});

describe('plots', () => {
  it('are numbered through in the order in which they are asked for, whatever is drawn between', async () => {
    const first = clipOf(await draw(plotOf(1)));
    const drawn = await Promise.all([draw(plotOf(2)), drawPng(SQUARE), draw(plotOf(3))]);
    expect([clipOf(drawn[0]), clipOf(drawn[2])]).to.deep.equal([first + 1, first + 2]);
  });

  it('are refused where there is nothing to draw, and others still drawn', async () => {
    const nothing = { ...plotOf(1), spec: { mark: 'none' } as unknown as Figure['spec'] };
    const [refused, drawn] = await Promise.allSettled([draw(nothing), draw(plotOf(1))]);
    expect(refused.status).to.equal('rejected');
    expect(drawn.status).to.equal('fulfilled');
  });

  it('are laid out for long names as these are cut', async () => {
    const classes = ['cat', 'x'.repeat(200)];
    const { svg } = await draw(classMetricsFigure(analysisOf(), classes));
    const [, width, left] = /width="(\d+)"[^]*?translate\((\d+),/.exec(svg) ?? [];
    expect(Number(left)).to.be.within(200, Number(width) / 1.5);
    expect(sizeOf(await drawPng(svg)).width).to.equal(2 * Number(width));
  });

  itThoroughly('are the same after getting ready, and when asked for meanwhile', () => {
    const ready = 'drawing.getReady()';
    const drawnAfter = (first: string): string => {
      const script = `
        const drawing = require(${JSON.stringify(PLOT_MODULE)});
        const spec = JSON.parse(${JSON.stringify(JSON.stringify(plotOf(1).spec))});
        ${first}.then(() => drawing.drawPlot(spec)).then(({ svg }) => console.log(svg));`;
      return execFileSync(process.execPath, ['-e', script, 'plot', ...FONT_FILES], {
        encoding: 'utf8',
      });
    };
    const unprepared = drawnAfter('Promise.resolve()');
    expect(unprepared).to.match(/^<svg/);
    expect(drawnAfter(ready)).to.equal(unprepared);
    expect(drawnAfter(`${ready}; Promise.resolve()`)).to.equal(unprepared);
  });
});
