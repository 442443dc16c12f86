import { source, type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** Goes down the whole page, so that every plot is drawn, and back up. */
export async function scrollThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const step = page.viewportSize()?.height ?? 800;
  for (let y = 0; y < height; y += step) {
    await page.evaluate((to) => window.scrollTo(0, to), y);
    await page.waitForTimeout(50);
  }
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.waitForTimeout(100);
}

/** Text of plots that is cut off by the plot's edge, or lies on other text of it. */
export function misplacedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    for (const plot of document.querySelectorAll('.plot')) {
      const frame = plot.getBoundingClientRect();
      if (frame.width === 0) continue;
      const name = plot.getAttribute('aria-label') ?? '';
      const texts = [...plot.querySelectorAll('text')]
        .filter((text) => text.textContent !== '' && getComputedStyle(text).opacity !== '0')
        .map((text) => ({
          text: text.textContent,
          box: text.getBoundingClientRect(),
          // The box of slanted text is larger than its ink.
          slanted: /rotate\((?!0|-90|90)/.test(text.getAttribute('transform') ?? ''),
        }));
      for (const { text, box } of texts) {
        const isInside =
          box.left >= frame.left - 1 &&
          box.right <= frame.right + 1 &&
          box.top >= frame.top - 1 &&
          box.bottom <= frame.bottom + 1;
        if (!isInside) faults.push(`${name}: "${text}" is cut off`);
      }
      const upright = texts.filter(({ slanted }) => !slanted);
      upright.forEach((a, i) => {
        for (const b of upright.slice(i + 1)) {
          const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
          const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
          // Boxes have room above and below their letters.
          if (x > 1 && y > 4) faults.push(`${name}: "${a.text}" lies on "${b.text}"`);
        }
      });
    }
    return faults;
  });
}

/** Elements whose text is wider than they are, and nothing lets the reader scroll it. */
export function overflowingElements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const selector = 'h1, h2, h3, h4, h5, p, li, dd, dt, label, figcaption, summary, fieldset, nav';
    const faults = [...document.querySelectorAll<HTMLElement>(selector)]
      .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
      .map((one) => `${one.tagName}: ${one.innerText.slice(0, 60)}`);
    const root = document.documentElement;
    return root.scrollWidth > window.innerWidth ? [...faults, 'the page scrolls sideways'] : faults;
  });
}

/** What axe-core finds wrong for people who use a keyboard, a screen reader, or see little contrast. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0].html}`);
}

/** Checks until it passes, for a while: plots are drawn a little after something was chosen. */
export async function expectSoon<Value>(
  page: Page,
  see: () => Promise<Value>,
  check: (value: Value) => void,
): Promise<void> {
  const start = Date.now();
  for (;;) {
    const value = await see();
    try {
      check(value);
      return;
    } catch (error) {
      if (Date.now() - start > 5000) throw error;
    }
    await page.waitForTimeout(50);
  }
}
