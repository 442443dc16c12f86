import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { pngFile } from '../../src/report/figures';
import { failureOf } from '../support/rejection';

const SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>';

/** The size that a PNG's header names. */
function sizeOf(png: Uint8Array): { width: number; height: number } {
  const bytes = Buffer.from(png);
  expect(bytes.toString('latin1', 1, 4)).to.equal('PNG');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** The processes that this one has started and that draw PNGs. */
function renderers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((id) => commandOf(id).includes('render-png.js') && parentOf(id) === process.pid)
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

describe('PNG files', () => {
  it('have twice as many pixels as the SVG has units', async () => {
    expect(sizeOf(await pngFile(SQUARE))).to.deep.equal({ width: 60, height: 40 });
  });

  it('come each from its own SVG, however many are asked for at once', async () => {
    const widths = Array.from({ length: 20 }, (_, i) => 10 + i);
    const pngs = await Promise.all(
      widths.map((width) => pngFile(SQUARE.replace('30', String(width)))),
    );
    expect(pngs.map((png) => sizeOf(png).width)).to.deep.equal(widths.map((width) => 2 * width));
  });

  it('are refused where there is no SVG, and others still drawn', async () => {
    const [refused, drawn] = await Promise.allSettled([pngFile('<svg'), pngFile(SQUARE)]);
    expect(refused.status).to.equal('rejected');
    expect(drawn.status).to.equal('fulfilled');
  });

  it('are refused if the process that draws them is killed, and drawn by a new one', async function () {
    if (process.platform !== 'linux') this.skip();
    await pngFile(SQUARE);
    const [first] = renderers();
    process.kill(first, 'SIGSTOP');
    const waiting = pngFile(SQUARE);
    process.kill(first, 'SIGKILL');
    expect((await failureOf(waiting))?.message).to.equal(
      'the process that draws PNGs ended (SIGKILL)',
    );
    expect(sizeOf(await pngFile(SQUARE)).width).to.equal(60);
    expect(renderers()).to.have.length(1).and.not.include(first);
  });
});
