import { expect } from 'chai';
import { DARK, LIGHT } from '../../src/report/figures';

/** Relative luminance of `#rrggbb`, by WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** From 1, the same, to 21, black on white. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** `over` on `under`, as opaque as this. */
function mixed(over: string, under: string, opacity: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [top, bottom] = [over, under].map((colour) =>
      Number.parseInt(colour.slice(at, at + 2), 16),
    );
    return Math.round(opacity * top + (1 - opacity) * bottom);
  });
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

describe('the colours of figures', () => {
  it('are measured as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).to.equal(21);
    expect(contrast('#777777', '#ffffff')).to.be.closeTo(4.48, 0.01);
  });

  for (const [name, colours] of Object.entries({ light: LIGHT, dark: DARK })) {
    const { surface, ink, muted, ...others } = colours;

    it(`let text be read, ${name}`, () => {
      expect(contrast(ink, surface)).to.be.at.least(7);
      expect(contrast(muted, surface)).to.be.at.least(4.5);
    });

    it(`let counts be read on the strongest cell of a confusion matrix, ${name}`, () => {
      const cell = mixed(colours['series-1'], surface, 0.55);
      expect(contrast(ink, cell)).to.be.at.least(4.5);
    });

    it(`let lines be seen, ${name}`, () => {
      for (const [series, colour] of Object.entries(others)) {
        if (series !== 'grid') expect(contrast(colour, surface), series).to.be.at.least(4.5);
      }
    });
  }
});
